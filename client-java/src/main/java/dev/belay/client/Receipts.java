package dev.belay.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Says which releases are in memory: after each change, and every 30 s. What cannot be said is said the next time. */
final class Receipts {

    private static final Logger LOG = System.getLogger(Receipts.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long EVERY_SECONDS = 30;

    /** The edge takes no more in one. */
    private static final int MOST = 1_000;

    private final HttpClient http;
    private final String subscriber;
    private final Function<String, HttpRequest.Builder> request;
    private final Supplier<Map<String, LivePrompt>> prompts;
    private final Semaphore due = new Semaphore(0);
    private final Thread sender;
    private volatile boolean closed;

    Receipts(
            HttpClient http,
            String subscriber,
            Function<String, HttpRequest.Builder> request,
            Supplier<Map<String, LivePrompt>> prompts) {
        this.http = http;
        this.subscriber = subscriber;
        this.request = request;
        this.prompts = prompts;
        this.sender = Thread.ofVirtual().name("belay receipts").start(this::send);
    }

    void due() {
        due.release();
    }

    void close() {
        closed = true;
        sender.interrupt();
    }

    private void send() {
        while (!closed) {
            try {
                if (due.tryAcquire(EVERY_SECONDS, TimeUnit.SECONDS)) {
                    due.drainPermits();
                }
                say();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "a receipt was not sent: {0}", e.toString());
            }
        }
    }

    private void say() throws IOException, InterruptedException {
        var serves = List.copyOf(prompts.get().values());
        for (int from = 0; from < serves.size(); from += MOST) {
            say(serves.subList(from, Math.min(serves.size(), from + MOST)));
        }
    }

    private void say(List<LivePrompt> serves) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("subscriber", subscriber);
        var list = body.putArray("serves");
        serves.forEach(live -> list.addObject()
                .put("prompt", live.name())
                .put("environment", live.environment())
                .put("number", live.number())
                .put("digest", live.digest()));
        var response = http.send(
                request.apply("/v1/receipts")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.discarding());
        if (response.statusCode() / 100 != 2) {
            LOG.log(Level.DEBUG, "a receipt was answered with {0}", response.statusCode());
        }
    }
}
