package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HttpProviderTest {

    private static final String KEY = "secret-key-1234";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProtocolServer server;

    /** The four protocols, each with a reply in it. */
    enum Spoken {
        OPENAI("""
                {"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":1000,"completion_tokens":500}}"""),
        ANTHROPIC("""
                {"type":"message","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hel"},
                 {"type":"text","text":"lo"}],"stop_reason":"end_turn",
                 "usage":{"input_tokens":900,"cache_read_input_tokens":100,"output_tokens":500}}"""),
        GEMINI("""
                {"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Hello"}]},
                 "finishReason":"STOP"}],
                 "usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":400,"thoughtsTokenCount":100}}"""),
        OLLAMA("""
                {"model":"m","message":{"role":"assistant","content":"Hello"},"done":true,"done_reason":"stop",
                 "prompt_eval_count":1000,"eval_count":500}""");

        final String reply;

        Spoken(String reply) {
            this.reply = reply;
        }

        Provider at(String url, Duration timeout, int attempts, Pacer pacer) {
            var name = name().toLowerCase(Locale.ROOT);
            var server = new Server(name, url, KEY, timeout, attempts);
            var prices = Prices.builtIn();
            return switch (this) {
                case OPENAI ->
                    new OpenAiProvider(new OpenAiProvider.Settings(url, KEY, timeout, attempts), prices, pacer);
                case ANTHROPIC -> HttpProvider.anthropic(server, prices, pacer);
                case GEMINI -> HttpProvider.gemini(server, prices, pacer);
                case OLLAMA -> HttpProvider.ollama(server, prices, pacer);
            };
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new ProtocolServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void replyCarriesTextUsageAndLatency(Spoken spoken) {
        server.then(200, spoken.reply);

        var reply = (Reply) provider(spoken).complete(request("m"));

        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(reply.promptTokens()).isEqualTo(1000);
        assertThat(reply.completionTokens()).isEqualTo(500);
        assertThat(reply.refused()).isFalse();
        assertThat(reply.latencyMs()).isNotNegative();
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void tooManyIsTriedAgainNotBeforeTheTimeThatWasAsked(Spoken spoken) {
        server.then(429, "{\"error\":{\"message\":\"slow down\"}}", "Retry-After", "0.4")
                .then(200, spoken.reply);

        assertThat(provider(spoken).complete(request("m"))).isInstanceOf(Reply.class);
        assertThat(Duration.between(
                        server.asked().get(0).at(), server.asked().get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @ParameterizedTest
    @EnumSource
    void faultsHaveTheirKindAndNoKey(Spoken spoken) {
        var quoted = "{\"error\":{\"message\":\"bad key " + KEY + "\"}}";
        server.then(401, quoted)
                .then(404, "{\"error\":{\"message\":\"no such model\"}}")
                .then(400, "{\"error\":\"what?\"}")
                .then(500, "<html>oops</html>")
                .then(200, spoken.reply.substring(0, spoken.reply.length() / 2))
                .thenBreakOff(spoken.reply.substring(0, 20))
                .then(200, "{}");
        var provider = spoken.at(server.url(), Duration.ofSeconds(20), 1, new Pacer());

        for (var kind : List.of(
                Kind.NOT_ALLOWED,
                Kind.BAD_REQUEST,
                Kind.BAD_REQUEST,
                Kind.SERVER_ERROR,
                Kind.BAD_REPLY,
                Kind.BAD_REPLY,
                Kind.BAD_REPLY)) {
            assertThat(provider.complete(request("m"))).isInstanceOfSatisfying(Fault.class, fault -> {
                assertThat(fault.kind()).isEqualTo(kind);
                assertThat(fault.message()).doesNotContain(KEY);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverErrorsAreTriedAgainAndBrokenOffRepliesAreNot(Spoken spoken) {
        server.then(503, "").then(200, spoken.reply).thenBreakOff("{").then(200, spoken.reply);
        var provider = provider(spoken);

        assertThat(provider.complete(request("m"))).isInstanceOf(Reply.class);
        assertThat(server.asked()).hasSize(2);
        assertThat(provider.complete(request("m"))).isInstanceOf(Fault.class);
        assertThat(server.asked()).as("it may have been paid for").hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void hangEndsAtTheTimeout(Spoken spoken) {
        server.thenHang();
        long start = System.nanoTime();

        var answer =
                spoken.at(server.url(), Duration.ofMillis(300), 4, new Pacer()).complete(request("m"));

        assertThat(((Fault) answer).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void endlessReplyIsGivenUp() {
        server.then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = new byte[1024 * 1024];
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 64; i++) {
                    body.write(chunk);
                }
            } catch (IOException cutOff) {
                exchange.close();
            }
        });

        var fault = (Fault) provider(Spoken.OPENAI).complete(request("m"));

        assertThat(fault.kind()).isEqualTo(Kind.BAD_REPLY);
        assertThat(fault.message()).contains("longer than 16 MiB");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void accountWithoutMoneyIsNotTriedAgain() {
        server.then(429, "{\"error\":{\"message\":\"no money\",\"code\":\"insufficient_quota\"}}");

        var fault = (Fault) provider(Spoken.OPENAI).complete(request("m"));

        assertThat(fault.kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void retriesEndWithTheirBudget() {
        server.then(500, "");
        var pacer = new Pacer(InstantSource.system(), new Pacer.Settings(8, 0, 1));
        var provider = Spoken.OPENAI.at(server.url(), Duration.ofSeconds(20), 4, pacer);

        assertThat(((Fault) provider.complete(request("m"))).message()).contains("not tried again");
        assertThat(server.asked()).as("one retry, and no more").hasSize(2);
    }

    @Test
    void throttledAccountIsHalvedAndWaitedForOutsideOfTheCall() throws Exception {
        server.then(429, "", "Retry-After", "0.5").then(200, Spoken.ANTHROPIC.reply);
        var pacer = new Pacer(InstantSource.system(), new Pacer.Settings(8, 0.5, 10));
        var provider = Spoken.ANTHROPIC.at(server.url(), Duration.ofMillis(300), 1, pacer);
        provider.complete(request("m"));

        assertThat(pacer.snapshots().values())
                .singleElement()
                .satisfies(limit -> assertThat(limit.window()).isEqualTo(4));
        assertThat(((Fault) provider.complete(request("m"))).message()).contains("no turn within 300 ms");
        assertThat(server.asked()).hasSize(1);
        assertThat(provider.complete(request("m"), provider.turn(request("m")))).isInstanceOf(Reply.class);
    }

    @Test
    void headersThatLeaveNothingHoldTheNextCallBack() {
        server.then(
                200, Spoken.OPENAI.reply, "x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "400ms");
        var provider = provider(Spoken.OPENAI);

        provider.complete(request("m"));
        provider.complete(request("m"));

        assertThat(Duration.between(
                        server.asked().get(0).at(), server.asked().get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void anthropicIsAskedInItsOwnWords() throws Exception {
        server.then(200, Spoken.ANTHROPIC.reply);
        var tools = JSON.readTree("[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]");
        var format = JSON.readTree("{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}");

        var reply = (Reply) provider(Spoken.ANTHROPIC).complete(full("anthropic", "claude-sonnet-4-5", tools, format));

        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/v1/messages");
        assertThat(asked.headers()).containsEntry("x-api-key", KEY).containsEntry("anthropic-version", "2023-06-01");
        assertThat(asked.body()).isEqualTo(JSON.readTree("""
                                {"model":"claude-sonnet-4-5","max_tokens":50,"system":"Be kind.\\n\\nBe brief.",
                                 "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes?"},{"role":"user","content":"Go"}],
                                 "temperature":0.5,"top_p":0.9,"stop_sequences":["END"],
                                 "tools":[{"name":"f","input_schema":{"type":"object"}}],
                                 "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}"""));
        assertThat(reply.finishReason()).isEqualTo("end_turn");
        assertThat(reply.costUsd()).isEqualByComparingTo(new BigDecimal("0.0105"));
    }

    @Test
    void anthropicNeedsABoundOnTheReply() {
        server.then(200, Spoken.ANTHROPIC.reply);

        provider(Spoken.ANTHROPIC).complete(request("m"));

        assertThat(server.asked().getFirst().body().path("max_tokens").intValue())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}] | tool_use | [{\"id\":\"t\",\"input\":{\"a\":1},\"name\":\"f\",\"type\":\"tool_use\"}] | false",
                "[{\"type\":\"text\",\"text\":\"I can't help.\"}] | refusal | I can't help. | true",
                "[{\"type\":\"text\",\"text\":\"Cut\"}] | max_tokens | Cut | false",
                "[] | end_turn | ~~ | false"
            })
    void anthropicsEndingsStayAsTheyAre(String content, String stop, String text, boolean refused) {
        server.then(200, "{\"content\":" + content + ",\"stop_reason\":\"" + stop + "\"}");

        var reply = (Reply) provider(Spoken.ANTHROPIC).complete(request("m"));

        assertThat(reply.text()).isEqualTo(text);
        assertThat(reply.finishReason()).isEqualTo(stop);
        assertThat(reply.refused()).isEqualTo(refused);
        assertThat(reply.promptTokens()).isNull();
        assertThat(reply.costUsd()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ANTHROPIC | {\"content\":[],\"stop_reason\":\"refusal\"}",
                "OPENAI    | {\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"content_filter\"}]}",
                "GEMINI    | {\"candidates\":[{\"finishReason\":\"SAFETY\"}]}",
                "GEMINI    | {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"RECITATION\"}]}",
                "GEMINI    | {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}"
            })
    void contentFiltersAreFaultsOfTheirOwn(Spoken spoken, String body) {
        server.then(200, body);

        assertThat(((Fault) provider(spoken).complete(request("m"))).kind()).isEqualTo(Kind.CONTENT_FILTER);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void geminiIsAskedInItsOwnWords() throws Exception {
        server.then(200, Spoken.GEMINI.reply);
        var tools = JSON.readTree("[{\"functionDeclarations\":[{\"name\":\"f\"}]}]");
        var format = JSON.readTree(
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}");

        var reply = (Reply) provider(Spoken.GEMINI).complete(full("gemini", "gemini-2.5-flash", tools, format));

        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(asked.headers()).containsEntry("x-goog-api-key", KEY);
        assertThat(asked.body()).isEqualTo(JSON.readTree("""
                                {"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Yes?"}]},
                                  {"role":"user","parts":[{"text":"Go"}]}],
                                 "systemInstruction":{"parts":[{"text":"Be kind."},{"text":"Be brief."}]},
                                 "tools":[{"functionDeclarations":[{"name":"f"}]}],
                                 "generationConfig":{"temperature":0.5,"maxOutputTokens":50,"topP":0.9,"seed":7,
                                  "stopSequences":["END"],"responseMimeType":"application/json",
                                  "responseJsonSchema":{"type":"object"}}}"""));
        assertThat(reply.finishReason()).isEqualTo("STOP");
        assertThat(reply.costUsd()).isEqualByComparingTo(new BigDecimal("0.00155"));
    }

    @Test
    void geminisCallsEndLikeOtherProvidersCalls() {
        server.then(
                200,
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{}}}]},\"finishReason\":\"STOP\"}]}");

        var reply = (Reply) provider(Spoken.GEMINI).complete(request("m"));

        assertThat(reply.text()).isEqualTo("[{\"functionCall\":{\"args\":{},\"name\":\"f\"}}]");
        assertThat(reply.finishReason()).isEqualTo("tool_calls");
    }

    @Test
    void ollamaIsAskedInItsOwnWords() throws Exception {
        server.then(200, Spoken.OLLAMA.reply);
        var tools = JSON.readTree("[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");

        var reply = (Reply) provider(Spoken.OLLAMA)
                .complete(full("ollama", "llama3.2", tools, JSON.readTree("{\"type\":\"json_object\"}")));

        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/api/chat");
        assertThat(asked.body()).isEqualTo(JSON.readTree("""
                                {"model":"llama3.2","stream":false,
                                 "messages":[{"role":"system","content":"Be kind."},{"role":"system","content":"Be brief."},
                                  {"role":"user","content":"Hi"},{"role":"assistant","content":"Yes?"},{"role":"user","content":"Go"}],
                                 "options":{"temperature":0.5,"num_predict":50,"top_p":0.9,"seed":7,"stop":["END"]},
                                 "tools":[{"type":"function","function":{"name":"f"}}],"format":"json"}"""));
        assertThat(reply.costUsd()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void ollamasCallsAndStreamsAreToldApart() {
        server.then(
                        200,
                        "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]},\"done\":true,\"done_reason\":\"stop\"}")
                .then(200, "{\"message\":{\"content\":\"Hel\"},\"done\":false}");
        var provider = provider(Spoken.OLLAMA);

        assertThat(((Reply) provider.complete(request("m"))).finishReason()).isEqualTo("tool_calls");
        assertThat(((Fault) provider.complete(request("m"))).kind()).isEqualTo(Kind.BAD_REPLY);
    }

    @Test
    void keysAreNeverShownAndMustBeKeys() {
        assertThat(new Server("openai", "https://x", KEY, Duration.ofSeconds(1), 1).toString())
                .doesNotContain(KEY);
        assertThatThrownBy(() -> new Server("openai", "https://x", "two\nlines", Duration.ofSeconds(1), 1))
                .hasMessageContaining("API key of openai")
                .hasMessageNotContaining("lines\n");
    }

    private Provider provider(Spoken spoken) {
        return spoken.at(server.url(), Duration.ofSeconds(20), 4, new Pacer());
    }

    private static CompletionRequest request(String model) {
        return new CompletionRequest(
                "x",
                new Model("x", model, null, null, null, null, null),
                List.of(new Message(Role.USER, "Hi")),
                null,
                null,
                0,
                1);
    }

    private static CompletionRequest full(
            String provider, String model, @Nullable JsonNode tools, @Nullable JsonNode format) {
        return new CompletionRequest(
                "x",
                new Model(provider, model, 0.5, 50, 0.9, 7L, List.of("END")),
                List.of(
                        new Message(Role.SYSTEM, "Be kind."),
                        new Message(Role.SYSTEM, "Be brief."),
                        new Message(Role.USER, "Hi"),
                        new Message(Role.ASSISTANT, "Yes?"),
                        new Message(Role.USER, "Go")),
                tools,
                format,
                0,
                1);
    }
}
