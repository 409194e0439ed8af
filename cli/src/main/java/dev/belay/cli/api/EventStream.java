package dev.belay.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to server-sent events (HTML standard, §9.2). Reads ahead in a thread of its own, since a socket gives
 * no way to stop waiting for a server that went silent.
 */
public final class EventStream implements AutoCloseable {

    private static final int READ_AHEAD = 1_000;

    private final InputStream body;
    private final BlockingQueue<Next> arrived = new LinkedBlockingQueue<>(READ_AHEAD);

    EventStream(InputStream body) {
        this.body = body;
        Thread.ofVirtual().name("event-stream").start(this::read);
    }

    /** What came of waiting. */
    public sealed interface Next {

        /** @param id where to go on after a disconnect; null when the server gave none */
        record Event(@Nullable String id, String name, String data) implements Next {}

        record Silence() implements Next {}

        /** The server is done, or the connection broke: the caller asks which. */
        record End() implements Next {}
    }

    public Next next(Duration patience) throws InterruptedException {
        var next = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? new Next.Silence() : next;
    }

    private void read() {
        try {
            readEvents();
        } catch (IOException e) {
            // A broken connection ends the stream like a closed one; the reader reconnects after the last id.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        arrived.offer(new Next.End());
    }

    private void readEvents() throws IOException, InterruptedException {
        var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String id = null;
        var name = "message";
        var data = new StringBuilder();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    arrived.put(new Next.Event(id, name, data.toString()));
                }
                name = "message";
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("event:")) {
                name = value(line);
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line));
            }
        }
    }

    private static String value(String line) {
        var value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }
}
