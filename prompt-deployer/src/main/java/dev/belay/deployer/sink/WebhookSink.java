package dev.belay.deployer.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.signing.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * A receiver of signed requests, by the headers of Standard Webhooks 1.0. It cannot be asked what it holds: a deployer that
 * starts, or takes a partition over, tells it the newest state of each prompt once more, under the same id, and the receiver
 * keeps the highest {@code belay-deployment-number}. Redirects are not followed, and of an answer its status alone is read.
 */
final class WebhookSink implements Sink {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int GONE = 410;
    /** Bad, too large, and not to be processed: said of one request, not of its sender. */
    private static final Set<Integer> OF_THIS_ONE = Set.of(400, 413, 422);

    private final URI url;
    private final String secret;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private WebhookSink(URI url, String secret, Clock clock) {
        this.url = url;
        this.secret = secret;
        this.clock = clock;
    }

    /** {@code belay.deployer.sinks.NAME.webhook} */
    interface Settings {

        URI url();

        /** {@code whsec_} and Base64, as the receiver has it. */
        String secret();
    }

    private record Payload(String type, Instant timestamp, JsonNode data) {}

    static WebhookSink of(Settings settings, Clock clock) {
        var url = settings.url();
        var http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "webhook.url does not lead to a receiver (expected: https://, a host, and no user)");
        }
        try {
            WebhookSignature.of(settings.secret(), "", 0, "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("webhook.secret: " + e.getMessage(), e);
        }
        return new WebhookSink(url, settings.secret(), clock);
    }

    @Override
    public String place(String prompt, String environment) {
        return receiver();
    }

    /** The path of many a receiver is its secret. */
    private String receiver() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    @Override
    public long write(LiveState live) throws SinkFailed {
        int status = send(live);
        if (status >= OK && status < REDIRECTION) {
            return live.number();
        }
        var answer = receiver() + " answered HTTP " + status;
        if (status == GONE) {
            throw SinkFailed.forGood(answer + ": it wants nothing more. Remove the sink, or restart for another try");
        }
        throw OF_THIS_ONE.contains(status) ? SinkFailed.prompt(answer) : SinkFailed.target(answer, null);
    }

    private int send(LiveState live) throws SinkFailed {
        try {
            var answer = http.send(request(live), BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw SinkFailed.target(receiver() + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SinkFailed.target("interrupted", e);
        }
    }

    private HttpRequest request(LiveState live) {
        var id = live.release() + "." + live.number();
        long timestamp = clock.instant().getEpochSecond();
        var body = body(live);
        return HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "belay")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", WebhookSignature.of(secret, id, timestamp, body))
                .header("belay-deployment-number", Long.toString(live.number()))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String body(LiveState live) {
        var type = live.nothingIsLive() ? "live.retired" : "live.changed";
        try {
            return EventJson.mapper().writeValueAsString(new Payload(type, live.since(), LiveDocument.of(live)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
