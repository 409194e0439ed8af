package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiProviderTest {

    private static final String KEY = "sk-secret-1234";
    private static final String HELLO = """
            {"choices":[{"message":{"role":"assistant","content":"Hello","refusal":null},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1000,"completion_tokens":500}}""";

    /** What the server does with the next request. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final Queue<Behaviour> script = new ArrayDeque<>();
    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/chat/completions", exchange -> {
            bodies.add(EventJson.mapper().readTree(exchange.getRequestBody()));
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var behaviour = script.size() > 1 ? script.poll() : script.peek();
            behaviour.answer(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void replyCarriesTextFinishReasonUsageAndCost() {
        script.add(with(200, HELLO));

        var reply = (Reply) provider().complete(request());

        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.refused()).isFalse();
        assertThat(reply.promptTokens()).isEqualTo(1000);
        assertThat(reply.completionTokens()).isEqualTo(500);
        assertThat(reply.costUsd()).isEqualByComparingTo(new BigDecimal("0.0012"));
        assertThat(reply.simulated()).isFalse();
        assertThat(authorizations).containsExactly("Bearer " + KEY);
    }

    @Test
    void everyParameterIsSent() {
        script.add(with(200, HELLO));
        var tools = JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().put("type", "function"));
        var format = JsonNodeFactory.instance.objectNode().put("type", "json_object");
        var model = new Model("openai", "gpt-4.1-mini", 0.2, 400, 0.9, 7L, List.of("END"));

        provider()
                .complete(new CompletionRequest(
                        provider().endpoint(), model, List.of(new Message(Role.SYSTEM, "Hi")), tools, format, 3, 1));

        assertThat(bodies.getFirst().toString())
                .isEqualTo("{\"model\":\"gpt-4.1-mini\",\"messages\":[{\"role\":\"system\",\"content\":\"Hi\"}],"
                        + "\"temperature\":0.2,\"max_tokens\":400,\"top_p\":0.9,\"seed\":7,\"stop\":[\"END\"],"
                        + "\"tools\":[{\"type\":\"function\"}],\"response_format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void reasoningModelsGetTheirOwnNameOfTheLimit() {
        script.add(with(200, HELLO));
        var model = new Model("openai", "gpt-5-mini", null, 400, null, null, null);

        provider().complete(new CompletionRequest(provider().endpoint(), model, List.of(), null, null, 0, 1));

        assertThat(bodies.getFirst().has("max_tokens")).isFalse();
        assertThat(bodies.getFirst().path("max_completion_tokens").intValue()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":null,\"refusal\":\"I cannot help.\"}|stop|I cannot help.|true",
                "{\"content\":\"\",\"refusal\":null}|stop|``|false",
                "{\"content\":\"cut\"}|length|cut|false",
                "{\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"
                        + "|tool_calls|[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]|false",
                "{\"content\":\"So\",\"tool_calls\":[{\"id\":\"1\"}]}"
                        + "|tool_calls|{\"content\":\"So\",\"tool_calls\":[{\"id\":\"1\"}]}|false",
            })
    void usableRepliesOfEveryKind(String message, String finish, String text, boolean refused) {
        script.add(with(200, "{\"choices\":[{\"message\":" + message + ",\"finish_reason\":\"" + finish + "\"}]}"));

        var reply = (Reply) provider().complete(request());

        assertThat(reply.text()).isEqualTo(text);
        assertThat(reply.finishReason()).isEqualTo(finish);
        assertThat(reply.refused()).isEqualTo(refused);
        assertThat(reply.promptTokens()).as("usage was not counted").isNull();
        assertThat(reply.costUsd()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"choices\":[{\"mess|BAD_REPLY|true|the reply is not JSON",
                "<html>|BAD_REPLY|true|the reply is not JSON",
                "{\"choices\":[]}|BAD_REPLY|true|no choices[0].message",
                "{\"error\":{\"message\":\"model overloaded\"}}|BAD_REPLY|true|model overloaded",
                "{\"choices\":[{\"message\":{\"content\":null}}]}|BAD_REPLY|true|neither content, refusal nor tool calls",
                "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"content_filter\"}]}|CONTENT_FILTER|false"
                        + "|content filter",
            })
    void unusableBodyIsAFaultAndIsNotPaidForAgain(String body, Kind kind, boolean retryable, String message) {
        script.add(with(200, body));

        var fault = (Fault) provider().complete(request());

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryable()).isEqualTo(retryable);
        assertThat(fault.message()).contains(message);
        assertThat(bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void overloadedServerIsAskedAgain(int status) {
        script.add(with(status, "{}"));
        script.add(with(200, HELLO));

        assertThat(provider().complete(request())).isInstanceOf(Reply.class);
        assertThat(bodies).hasSize(2);
    }

    @Test
    void retriesEnd() {
        script.add(with(500, "{\"error\":{\"message\":\"boom\"}}"));

        var fault = (Fault) provider(Duration.ofSeconds(20), 2).complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.SERVER_ERROR);
        assertThat(fault.message()).contains("500: boom");
        assertThat(bodies).hasSize(2);
    }

    @Test
    void retryAfterIsObeyed() {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            with(429, "{}").answer(exchange);
        });
        script.add(with(200, HELLO));
        long start = System.nanoTime();

        assertThat(provider().complete(request())).isInstanceOf(Reply.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitThatWouldOutlastTheTimeoutIsNotBegun() {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            with(429, "{}").answer(exchange);
        });
        long start = System.nanoTime();

        var fault = (Fault) provider().complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(fault.retryable()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void requestThatWouldHaveTooLittleTimeToBeAnsweredIsNotBegun() {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "4");
            with(429, "{}").answer(exchange);
        });
        script.add(with(200, HELLO));

        var fault = (Fault) provider(Duration.ofSeconds(5), 4).complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(bodies).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400,BAD_REQUEST", "401,NOT_ALLOWED", "403,NOT_ALLOWED", "404,BAD_REQUEST"})
    void refusedRequestIsNotTriedAgainAndTheKeyIsNotQuoted(int status, Kind kind) {
        script.add(with(status, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}"));

        var fault = (Fault) provider().complete(request());

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryable()).isFalse();
        assertThat(fault.message()).contains("Incorrect API key provided: ***").doesNotContain(KEY);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void timeoutIsHardEvenInTheMiddleOfABody() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\"".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        long start = System.nanoTime();

        var fault = (Fault) provider(Duration.ofMillis(700), 4).complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(fault.retryable()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void replyThatBreaksOffIsAFaultAndNotAskedForAgain() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\"".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        var fault = (Fault) provider().complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.BAD_REPLY);
        assertThat(fault.message()).contains("broke off");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void connectionThatIsDroppedBeforeAReplyIsTriedAgain() {
        script.add(HttpExchange::close);
        script.add(with(200, HELLO));

        assertThat(provider().complete(request())).isInstanceOf(Reply.class);
    }

    @Test
    void unreachableServerIsAFaultThatNamesIt() {
        server.stop(0);

        var fault = (Fault) provider(Duration.ofSeconds(5), 2).complete(request());

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).contains(baseUrl());
    }

    @Test
    void officialServerIsNotAskedWithoutAKey() {
        var provider = new OpenAiProvider(OpenAiProvider.Settings.of(null, " "), Prices.builtIn());

        var fault = (Fault) provider.complete(request());

        assertThat(provider.endpoint()).isEqualTo("https://api.openai.com/v1");
        assertThat(fault.kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(fault.message()).contains("OPENAI_API_KEY");
    }

    @Test
    void localServerIsAskedWithoutAKey() {
        script.add(with(200, HELLO));
        var settings = OpenAiProvider.Settings.of(baseUrl() + "/", null);

        assertThat(new OpenAiProvider(settings, Prices.builtIn()).complete(request()))
                .isInstanceOf(Reply.class);
        assertThat(authorizations).containsExactly((String) null);
    }

    @Test
    void settingsNeitherPrintTheKeyNorTakeAUrlThatHoldsOne() {
        assertThat(OpenAiProvider.Settings.of(null, KEY).toString()).doesNotContain(KEY);
        assertThatThrownBy(() -> OpenAiProvider.Settings.of("https://user:secret@host/v1", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OpenAiProvider.Settings.of("localhost:8080", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void interruptEndsTheWaitAndIsKept() {
        script.add(with(500, "{}"));
        Thread.currentThread().interrupt();

        var fault = (Fault) provider().complete(request());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fault.retryable()).isTrue();
    }

    private OpenAiProvider provider() {
        return provider(Duration.ofSeconds(20), 4);
    }

    private OpenAiProvider provider(Duration timeout, int attempts) {
        return new OpenAiProvider(new OpenAiProvider.Settings(baseUrl(), KEY, timeout, attempts), Prices.builtIn());
    }

    private String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private static CompletionRequest request() {
        var model = new Model("openai", "gpt-4.1-mini", null, null, null, null, null);
        return new CompletionRequest("x", model, List.of(new Message(Role.USER, "Hi")), null, null, 0, 1);
    }

    private static Behaviour with(int status, String body) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }
}
