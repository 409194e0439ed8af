package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A tree of files, {@code ENVIRONMENT/TEAM/NAME.json}. A reader sees the old document or the new one, whole, also after a
 * loss of power. Writers exclude each other by a lock in the tree.
 */
final class FilesSink implements Sink {

    private final Path directory;

    FilesSink(Path directory) {
        this.directory = directory;
    }

    /** {@code belay.deployer.sinks.NAME.files} */
    interface Settings {

        /** The tree's root, absolute. */
        Path directory();
    }

    static FilesSink of(Settings settings) {
        if (!settings.directory().isAbsolute()) {
            throw new IllegalArgumentException(
                    "files.directory: " + settings.directory() + " (expected: an absolute path)");
        }
        return new FilesSink(settings.directory());
    }

    @Override
    public String place(String prompt, String environment) {
        return directory + "/" + environment + "/" + prompt + ".json";
    }

    @Override
    public long write(LiveState live) throws SinkFailed {
        var paths = LivePaths.of(live);
        var document = directory.resolve(paths.document());
        var mark = directory.resolve(paths.mark());
        try {
            Files.createDirectories(document.getParent());
            try (var lockFile = FileChannel.open(
                            directory.resolve(".belay.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = lockFile.tryLock()) {
                if (lock == null) {
                    throw SinkFailed.target("another process is writing in " + directory, null);
                }
                return write(live, document, mark);
            }
        } catch (OverlappingFileLockException e) {
            throw SinkFailed.target("another sink is writing in " + directory, e);
        } catch (IOException e) {
            throw SinkFailed.target(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static long write(LiveState live, Path document, Path mark) throws IOException, SinkFailed {
        var held = Math.max(numberIn(document), numberIn(mark));
        // After a crash between the two steps of a retirement the mark is there, and the document still.
        var whole = live.nothingIsLive() != Files.exists(document);
        if (held > live.number() || held == live.number() && whole) {
            return held;
        }
        if (live.nothingIsLive()) {
            replace(mark, LiveDocument.bytes(live));
            Files.deleteIfExists(document);
        } else {
            replace(document, LiveDocument.bytes(live));
            Files.deleteIfExists(mark);
        }
        sync(document.getParent());
        return live.number();
    }

    /** 0 where there is none. */
    private static long numberIn(Path file) throws IOException, SinkFailed {
        return Files.exists(file) ? LiveDocument.numberIn(Files.readAllBytes(file), file.toString()) : 0;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        var written = file.resolveSibling("." + file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.getParent());
    }

    /** Else a name could lead to the old file again after a loss of power. */
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
