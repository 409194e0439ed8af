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
import java.util.Arrays;
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
    private volatile int failingPercent;

    /** What a provider may do instead of answering. */
    private enum Fault {
        SERVER_ERROR,
        RATE_LIMIT,
        MALFORMED,
        TRUNCATED
    }

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

    /** Of the first calls of all requests so many fail, in all ways alike; which ones depends on the messages alone. */
    void failFirstCalls(int percent) {
        failingPercent = percent;
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
        var messages = request.path("messages").toString();
        int call = count(begun, messages);
        firstCall.compareAndSet(0, System.currentTimeMillis());
        try {
            Thread.sleep(latency);
            var bytes = body(request, reply.apply(question));
            int draw = Math.floorMod(messages.hashCode(), 100);
            if (call == 1 && draw < failingPercent) {
                fail(exchange, Fault.values()[draw % Fault.values().length], bytes);
                return;
            }
            send(exchange, 200, bytes, bytes.length);
            count(answered, messages);
            lastAnswer.set(System.currentTimeMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void fail(HttpExchange exchange, Fault fault, byte[] body) throws IOException {
        switch (fault) {
            case SERVER_ERROR -> send(exchange, 500, new byte[0], -1);
            case RATE_LIMIT -> send(exchange, 429, new byte[0], -1);
            case MALFORMED -> send(exchange, 200, Arrays.copyOf(body, body.length / 2), body.length / 2);
            // Closing the exchange before the promised length is reached drops the connection.
            case TRUNCATED -> send(exchange, 200, Arrays.copyOf(body, body.length / 2), body.length);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes, long length) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static byte[] body(JsonNode request, String text) throws IOException {
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
        return MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }

    /** How often, this time included. */
    private static int count(Map<String, AtomicInteger> counters, String key) {
        return counters.computeIfAbsent(key, absent -> new AtomicInteger()).incrementAndGet();
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
