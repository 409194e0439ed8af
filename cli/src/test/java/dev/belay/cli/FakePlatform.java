package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Answers as the platform would, from what a test put in: for each method and path (without the query) one answer after
 * the other, the last one again and again.
 */
public final class FakePlatform implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public FakePlatform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param headers names in lower case */
    public record Request(String method, String path, String query, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return EventJson.mapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    private record Answer(int status, String contentType, String body) {}

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakePlatform on(String methodAndPath, Object body) {
        return on(methodAndPath, 200, "application/json", json(body));
    }

    /** From now on this answer and no other. */
    public FakePlatform now(String methodAndPath, Object body) {
        answers.remove(methodAndPath);
        return on(methodAndPath, body);
    }

    public FakePlatform refuses(String methodAndPath, int status, String title, String detail) {
        return on(
                methodAndPath,
                status,
                "application/problem+json",
                json(Map.of("title", title, "status", status, "detail", detail)));
    }

    /** One connection's events, after which the server hangs up. */
    public FakePlatform streams(String path, String... events) {
        return on("GET " + path, 200, "text/event-stream", String.join("", events));
    }

    public static String event(int id, String name, String data) {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    public FakePlatform on(String methodAndPath, int status, String contentType, String body) {
        answers.computeIfAbsent(methodAndPath, absent -> new ArrayDeque<>()).add(new Answer(status, contentType, body));
        return this;
    }

    public List<Request> requests(String methodAndPath) {
        return requests.stream()
                .filter(request -> (request.method() + " " + request.path()).equals(methodAndPath))
                .toList();
    }

    /** Each as method and path, in the order in which they came. */
    public List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private synchronized Answer next(String key) {
        var queue = answers.get(key);
        if (queue == null) {
            return new Answer(
                    404, "application/problem+json", json(Map.of("title", "Not found", "status", 404, "detail", key)));
        }
        return queue.size() > 1 ? queue.remove() : queue.element();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getQuery() == null ? "" : uri.getQuery(),
                headers,
                body));
        var answer = next(exchange.getRequestMethod() + " " + uri.getPath());
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String json(Object body) {
        try {
            return body instanceof String text ? text : EventJson.mapper().writeValueAsString(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
