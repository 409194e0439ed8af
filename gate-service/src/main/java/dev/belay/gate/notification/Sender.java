package dev.belay.gate.notification;

import dev.belay.contracts.signing.WebhookSignature;
import dev.belay.gate.GateConfig;
import dev.belay.gate.notification.domain.Receiver;
import dev.belay.gate.notification.store.DeliveryStore.Claimed;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One try. The address that was found to be allowed is the one that is connected to: asked for by its name, a receiver's DNS
 * could answer another one the second time. Redirects are not followed, and of an answer its status alone is read.
 */
@ApplicationScoped
public class Sender {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int LONGEST_TEXT = 300;

    private final HttpClient client;
    private final boolean privateAddresses;

    Sender(Vertx vertx, GateConfig config) {
        this.privateAddresses = config.webhooks().privateAddresses();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) PATIENCE.toMillis()));
    }

    /** What came of it, in words. */
    sealed interface Answer {

        record Accepted(String text) implements Answer {}

        record Failed(String text) implements Answer {}
    }

    /** Why nothing can be sent to {@code url}, as its name leads now; empty when it can. */
    public Optional<String> refusal(String url) {
        var flaw = Receiver.flaw(url, privateAddresses);
        if (flaw.isPresent()) {
            return flaw;
        }
        try {
            address(URI.create(url));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("url: " + e.getMessage());
        }
    }

    Answer send(Claimed delivery) throws InterruptedException {
        try {
            return send(delivery, URI.create(delivery.url()));
        } catch (UnknownHostException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return new Answer.Failed("no answer in " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            var text = String.valueOf(e.getCause().getMessage());
            return new Answer.Failed(text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
        }
    }

    private Answer send(Claimed delivery, URI url)
            throws UnknownHostException, TimeoutException, ExecutionException, InterruptedException {
        var request = new CompletableFuture<HttpClientRequest>();
        var status = client.request(options(url))
                .compose(opened -> {
                    request.complete(opened);
                    opened.putHeader("Content-Type", "application/json").putHeader("User-Agent", "belay");
                    if (delivery.secret() != null) {
                        sign(opened, delivery, delivery.secret());
                    }
                    return opened.send(Buffer.buffer(delivery.body()));
                })
                // That the rest is cut off below is no news.
                .map(response -> response.exceptionHandler(cut -> {}).statusCode())
                .toCompletionStage()
                .toCompletableFuture();
        try {
            int code = status.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var text = "HTTP " + code;
            return code >= OK && code < REDIRECTION ? new Answer.Accepted(text) : new Answer.Failed(text);
        } finally {
            // Whatever else it says, or goes on not saying.
            request.thenAccept(HttpClientRequest::reset);
        }
    }

    private static void sign(HttpClientRequest request, Claimed delivery, String secret) {
        long timestamp = Instant.now().getEpochSecond();
        request.putHeader("webhook-id", delivery.id())
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", WebhookSignature.of(secret, delivery.id(), timestamp, delivery.body()));
    }

    private RequestOptions options(URI url) throws UnknownHostException {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? HTTPS : HTTP;
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address(url), port)))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(PATIENCE.toMillis());
    }

    private InetAddress address(URI url) throws UnknownHostException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(url.getHost());
        } catch (UnknownHostException e) {
            throw new UnknownHostException(url.getHost() + " (expected: a host that DNS knows)");
        }
        for (var address : addresses) {
            var refusal = Receiver.refusal(address, privateAddresses);
            if (refusal.isPresent()) {
                throw new UnknownHostException(url.getHost() + ": " + refusal.get());
            }
        }
        return addresses[0];
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
