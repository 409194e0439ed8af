package dev.belay.system.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An OpenAI-compatible server; everything about an answer depends on the request alone, and on how often it came. */
public final class ModelStub implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Longer than any client's timeout in these tests. */
    private static final Duration HANG = Duration.ofMinutes(5);

    private final HttpServer server;
    private final CallLog log = new CallLog();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong firstCall = new AtomicLong();
    private final AtomicLong lastAnswer = new AtomicLong();
    private volatile Latency latency;
    private volatile Faults faults = Faults.NONE;
    private volatile UnaryOperator<String> reply = text -> "Summary of: " + text;

    public ModelStub(Latency latency) throws IOException {
        this.latency = latency;
        // Else the head of an answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers are what {@code newReply} makes of the last user message. */
    public void answerWith(UnaryOperator<String> newReply) {
        reply = newReply;
    }

    public void latency(Latency newLatency) {
        latency = newLatency;
    }

    public void fail(Faults newFaults) {
        faults = newFaults;
    }

    public CallLog log() {
        return log;
    }

    /** Usable ones. */
    public int answers() {
        return log.answered();
    }

    public int calls() {
        return log.begun();
    }

    /** When the first call since {@link #startAnew} came, and when the last one was answered; epoch milliseconds. */
    public long firstCallAt() {
        return firstCall.get();
    }

    public long lastAnswerAt() {
        return lastAnswer.get();
    }

    public void startAnew() {
        firstCall.set(0);
        lastAnswer.set(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        var request = MAPPER.readTree(exchange.getRequestBody());
        var asked = request.path("model").asText() + request.path("messages");
        long now = System.currentTimeMillis();
        int call = log.begin(asked, now);
        firstCall.compareAndSet(0, now);
        try {
            Thread.sleep(latency.of(asked, call));
            var fault = faults.of(asked, call);
            if (fault.isPresent()) {
                fail(exchange, fault.get(), request);
                return;
            }
            send(exchange, 200, body(request, reply.apply(lastUserMessage(request)), "stop"));
            log.answer(asked, call, System.currentTimeMillis());
            lastAnswer.set(System.currentTimeMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void fail(HttpExchange exchange, Fault fault, JsonNode request) throws IOException, InterruptedException {
        switch (fault) {
            case SERVER_ERROR -> exchange.sendResponseHeaders(500, -1);
            case RATE_LIMIT -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
            }
            case MALFORMED -> send(exchange, 200, half(request));
            // Closing the exchange before the promised length is reached drops the connection.
            case TRUNCATED -> send(exchange, 200, half(request), 1);
            case HANG -> closed.await(HANG.toSeconds(), TimeUnit.SECONDS);
            case CONTENT_FILTER -> send(exchange, 200, body(request, "", "content_filter"));
        }
    }

    private byte[] half(JsonNode request) throws IOException {
        var whole = body(request, reply.apply(lastUserMessage(request)), "stop");
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        send(exchange, status, bytes, 0);
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes, int missing) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length + missing);
        exchange.getResponseBody().write(bytes);
    }

    private static byte[] body(JsonNode request, String text, String finishReason) throws IOException {
        var body = MAPPER.createObjectNode();
        body.put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("model", request.path("model").asText());
        var choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason);
        choice.putObject("message").put("role", "assistant").put("content", text);
        body.putObject("usage")
                .put("prompt_tokens", 20)
                .put("completion_tokens", 10)
                .put("total_tokens", 30);
        return MAPPER.writeValueAsBytes(body);
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
        closed.countDown();
        server.stop(0);
    }
}
