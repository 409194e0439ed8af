package dev.belay.worker.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server of the chat-completions protocol that remembers what it was asked. */
public final class FakeModel implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Function<String, Integer> statusOf = message -> 200;
    private volatile Function<String, String> replyTo = message -> "Rest and drink [1].";

    public FakeModel(URI base) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(base.getPath() + "/chat/completions", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The last messages of all requests so far. */
    public List<String> asked() {
        return new ArrayList<>(asked);
    }

    /** @param reply may block, for a slow model */
    public void replies(Function<String, String> reply) {
        replyTo = reply;
    }

    public void answersWithStatus(Function<String, Integer> status) {
        statusOf = status;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var messages =
                    EventJson.mapper().readTree(exchange.getRequestBody()).path("messages");
            var last = messages.path(messages.size() - 1).path("content").asText();
            asked.add(last);
            var body = EventJson.mapper()
                    .writeValueAsString(Map.of(
                            "choices",
                                    List.of(Map.of(
                                            "index",
                                            0,
                                            "finish_reason",
                                            "stop",
                                            "message",
                                            Map.of("role", "assistant", "content", replyTo.apply(last)))),
                            "usage", Map.of("prompt_tokens", 100, "completion_tokens", 10, "total_tokens", 110)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(statusOf.apply(last), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
