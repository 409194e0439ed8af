package dev.belay.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An OpenAI-compatible server that counts what was asked of it: by the last user message, as begun and as answered. */
final class ModelStub implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final AtomicLong firstCall = new AtomicLong();
    private final AtomicLong lastAnswer = new AtomicLong();
    private volatile Duration latency;
    private volatile UnaryOperator<String> reply = text -> "Summary of: " + text;

    ModelStub(Duration latency) throws IOException {
        this.latency = latency;
        // Else the head of an answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void answerWith(UnaryOperator<String> newReply) {
        reply = newReply;
    }

    void latency(Duration newLatency) {
        latency = newLatency;
    }

    Map<String, AtomicInteger> answered() {
        return answered;
    }

    int answers() {
        return answered.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    int calls() {
        return begun.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** When the first call since {@link #startAnew} came, and when the last one was answered; epoch milliseconds. */
    long firstCallAt() {
        return firstCall.get();
    }

    long lastAnswerAt() {
        return lastAnswer.get();
    }

    void startAnew() {
        firstCall.set(0);
        lastAnswer.set(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        var request = MAPPER.readTree(exchange.getRequestBody());
        var question = lastUserMessage(request);
        count(begun, request.path("messages").toString());
        firstCall.compareAndSet(0, System.currentTimeMillis());
        try {
            Thread.sleep(latency);
            send(exchange, request, reply.apply(question));
            count(answered, request.path("messages").toString());
            lastAnswer.set(System.currentTimeMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, JsonNode request, String text) throws IOException {
        var body = MAPPER.createObjectNode();
        body.put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("model", request.path("model").asText());
        var choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        body.putObject("usage")
                .put("prompt_tokens", 20)
                .put("completion_tokens", 10)
                .put("total_tokens", 30);
        var bytes = MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void count(Map<String, AtomicInteger> counters, String key) {
        counters.computeIfAbsent(key, absent -> new AtomicInteger()).incrementAndGet();
    }

    private static String lastUserMessage(JsonNode request) {
        var text = "";
        for (var message : request.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                text = message.path("content").asText();
            }
        }
        return text;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
