package dev.belay.local.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch more = new CountDownLatch(1);
    private final CountDownLatch streamBroken = new CountDownLatch(1);
    private HttpServer service;
    private ServerSocket cutting;
    private Router router;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress("127.0.0.1", Ports.free()), 0);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.createContext("/v1/runs", RouterTest::echo);
        service.createContext("/v1/events", this::stream);
        service.start();
        cutting = new ServerSocket(0);
        router = Router.start(
                "127.0.0.1",
                Ports.free(),
                Map.of("/platform", request -> request.response().end("own")),
                path -> path.startsWith("/v1/down")
                        ? Optional.of(new Origin("gate-service", 0))
                        : path.startsWith("/v1/cut")
                                ? Optional.of(new Origin("gate-service", cutting.getLocalPort()))
                                : path.startsWith("/v1")
                                        ? Optional.of(new Origin(
                                                "gate-service",
                                                service.getAddress().getPort()))
                                        : Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
        cutting.close();
        service.stop(0);
    }

    @Test
    void requestPassesAsItCameWithWhoAsked() throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/runs/a%2Fb?since=1%3A2"))
                .header("X-Forwarded-For", "10.0.0.7")
                .header("X-Forwarded-Proto", "https")
                .header("If-None-Match", "\"7\"")
                .method("PUT", HttpRequest.BodyPublishers.ofString("text"))
                .build();

        var response = http.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("ETag")).contains("\"8\"");
        assertThat(response.body())
                .isEqualTo("PUT /v1/runs/a%2Fb?since=1%3A2 for 10.0.0.7, 127.0.0.1 by https to 127.0.0.1:"
                        + router.port() + " unless \"7\": text");
    }

    @Test
    void ownPathsAreAnsweredHere() throws Exception {
        assertThat(get("/platform").body()).isEqualTo("own");
        assertThat(get("/platform/workers").body()).isEqualTo("own");
        assertThat(get("/platforms").statusCode()).isEqualTo(404);
    }

    @Test
    void serviceThatIsDownIsNamedInAProblem() throws Exception {
        var response = get("/v1/down");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        var problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(problem.path("detail").asText()).contains("gate-service");
    }

    @Test
    void serviceThatJustDiedIsNamedInAProblem() throws Exception {
        assertThat(get("/v1/runs").statusCode()).isEqualTo(201);
        service.stop(0);

        var response = get("/v1/runs");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("gate-service").doesNotContain("Exception");
    }

    @Test
    void exchangeThatTheServiceBreaksOffIsAProblem() throws Exception {
        Thread.startVirtualThread(this::hangUpOnce);

        var response = get("/v1/cut");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void eventsPassOneByOneAndAnIdleStreamIsNotCut() throws Exception {
        var received = new ArrayList<String>();
        var done = http.sendAsync(HttpRequest.newBuilder(uri("/v1/events")).build(), BodyHandlers.ofLines())
                .thenAccept(response -> response.body()
                        .filter(line -> !line.isEmpty())
                        .forEach(line -> {
                            synchronized (received) {
                                received.add(line);
                            }
                        }));

        await().atMost(PATIENCE).until(() -> copy(received).equals(List.of("data: first")));
        Thread.sleep(1_500);
        more.countDown();

        done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(received).startsWith("data: first", "data: 0");
    }

    @Test
    void manyOpenStreamsDoNotStopOtherRequests() throws Exception {
        for (int stream = 0; stream < 20; stream++) {
            var response = http.send(HttpRequest.newBuilder(uri("/v1/events")).build(), BodyHandlers.ofInputStream());
            assertThat(response.body().read()).isEqualTo('d');
        }

        assertThat(get("/v1/runs").statusCode()).isEqualTo(201);
    }

    @Test
    void streamEndsAtTheServiceWhenTheCallerLeaves() throws Exception {
        var caller = HttpClient.newHttpClient();
        var response = caller.send(HttpRequest.newBuilder(uri("/v1/events")).build(), BodyHandlers.ofInputStream());
        assertThat(response.body().read()).isEqualTo('d');

        response.body().close();
        caller.shutdownNow();
        more.countDown();

        assertThat(streamBroken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Reads the request and closes, as a process that is killed in the middle of it. */
    private void hangUpOnce() {
        try (var connection = cutting.accept()) {
            assertThat(connection.getInputStream().read(new byte[4096])).isPositive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> copy(List<String> received) {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        String told = "%s %s for %s by %s to %s unless %s: %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers.getFirst("X-Forwarded-For"),
                        headers.getFirst("X-Forwarded-Proto"),
                        headers.getFirst("X-Forwarded-Host"),
                        headers.getFirst("If-None-Match"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("ETag", "\"8\"");
        exchange.sendResponseHeaders(201, 0);
        exchange.getResponseBody().write(told.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    /** One event at once, and after {@link #more} as many as the caller takes, up to ten seconds of them. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            more.await();
            for (int event = 0; event < 100; event++) {
                out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException e) {
            streamBroken.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + router.port() + path);
    }
}
