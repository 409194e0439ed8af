package dev.belay.registry.upload;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Written once from its beginning to its end, then read as often as needed, by one at a time; it is gone when it is closed. */
final class SpoolFile implements Iterable<SpoolFile.Entry>, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private @Nullable FileChannel channel;
    private @Nullable DataOutputStream out;
    private int entries;

    /** @param id empty, as is the digest, for a case with a mistake */
    record Entry(String id, String digest, String json) {}

    void write(Entry entry) throws IOException {
        if (out == null) {
            channel = temporary();
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        }
        out.writeUTF(entry.id());
        out.writeUTF(entry.digest());
        var bytes = entry.json().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        entries++;
    }

    /** Deleted by its name at once where the system allows it, so that not even a killed process leaves a case behind. */
    private static FileChannel temporary() throws IOException {
        var path = Files.createTempFile("belay-cases", ".spool");
        var opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            Files.delete(path);
        } catch (IOException e) {
            // An open file keeps its name on this system; it goes when it is closed.
        }
        return opened;
    }

    @Override
    public Iterator<Entry> iterator() {
        if (channel == null || out == null) {
            return Collections.emptyIterator();
        }
        try {
            out.flush();
            channel.position(0);
            return new Reading(new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private final class Reading implements Iterator<Entry> {

        private final DataInputStream in;
        private int read;

        private Reading(DataInputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            return read < entries;
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            read++;
            try {
                var id = in.readUTF();
                var digest = in.readUTF();
                return new Entry(id, digest, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("cannot read back the cases that came in", e);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the file of the cases that came in", e);
        }
    }
}
