package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A live edge that says what the test wants, in the words of docs/live.md. */
final class Edge implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    final List<String> positions = new CopyOnWriteArrayList<>();
    final List<JsonNode> receipts = new CopyOnWriteArrayList<>();
    final List<JsonNode> orders = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String rendered = "{}";

    Edge() {
        this(0);
    }

    Edge(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/live/stream", this::stream);
        server.createContext("/v1/live/", exchange -> {
            orders.add(JSON.readTree(exchange.getRequestBody()));
            answer(exchange, 200, rendered);
        });
        server.createContext("/v1/receipts", exchange -> {
            receipts.add(JSON.readTree(exchange.getRequestBody()));
            answer(exchange, 202, "");
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void stream(HttpExchange exchange) throws IOException {
        var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        positions.add(last == null ? "" : last);
        if (status != 200) {
            answer(exchange, status, "");
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        for (var event : told) {
            write(out, event);
        }
        write(out, "event: caught-up\nid: p" + told.size() + "\ndata: {}\n\n");
        streams.add(out);
    }

    static String release(String prompt, long number, int version, String text) {
        return "event: release\nid: p" + number + "\ndata: {\"prompt\":\"" + prompt
                + "\",\"environment\":\"production\",\"number\":" + number + ",\"version\":{\"number\":" + version
                + ",\"digest\":\"sha256:" + version + "\"},\"content\":{\"messages\":[{\"role\":\"user\",\"content\":\""
                + text + "\"}]}}\n\n";
    }

    static String retired(String prompt, long number) {
        return "event: retired\nid: p" + number + "\ndata: {\"prompt\":\"" + prompt
                + "\",\"environment\":\"production\",\"number\":" + number + "}\n\n";
    }

    /** To everybody who listens, and whoever comes later. */
    void tell(String event) {
        told.add(event);
        streams.forEach(out -> write(out, event));
    }

    /** Cuts off whoever listens. */
    void cut() throws IOException {
        for (var out : streams) {
            out.close();
        }
        streams.clear();
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            // Whoever is gone hears no more.
            return;
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
