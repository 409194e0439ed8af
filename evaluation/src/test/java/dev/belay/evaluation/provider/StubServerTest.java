package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the OpenAI-compatible server of the conformance data, in a process of its own. */
class StubServerTest {

    private static StubServer stub;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        stub = StubServer.start();
        address = stub.address();
    }

    @AfterAll
    static void stop() {
        if (stub != null) {
            stub.close();
        }
    }

    @Test
    void exactReplyComesBack() throws Exception {
        configure("{\"rate_429\":0}");

        var reply = (Reply) provider(4)
                .complete(request(
                        "stub",
                        "<<<CHOICE64 " + base64("{\"content\": \"Rash on the upper arms — “torso”.\"}") + ">>>"));

        assertThat(reply.text()).isEqualTo("Rash on the upper arms — “torso”.");
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.promptTokens()).isPositive();
    }

    @Test
    void refusalContentFilterAndToolCallsAreToldApart() throws Exception {
        configure("{\"rate_429\":0}");

        assertThat((Reply) provider(4).complete(choice("{\"content\": null, \"refusal\": \"I cannot.\"}")))
                .satisfies(reply -> assertThat(reply.text()).isEqualTo("I cannot."))
                .satisfies(reply -> assertThat(reply.refused()).isTrue());
        assertThat((Fault) provider(4).complete(choice("{\"content\": \"x\", \"finish\": \"content_filter\"}")))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.CONTENT_FILTER));
        assertThat((Reply) provider(4).complete(request("stub-length", "a text that is longer than twenty characters")))
                .satisfies(reply -> assertThat(reply.finishReason()).isEqualTo("length"));
    }

    @Test
    void faultsOfTheFirstAttemptAreOvercome() throws Exception {
        configure("{\"rate_429\":0.5,\"rate_500\":0.5,\"retry_after\":0,\"fault_attempts\":1}");

        for (int i = 0; i < 3; i++) {
            assertThat(provider(4).complete(request("stub-echo", "again " + i))).isInstanceOf(Reply.class);
        }
    }

    @Test
    void everyKindOfFaultHasItsReason() throws Exception {
        var kinds = new ArrayList<Kind>();
        for (var setting : List.of("rate_429", "rate_500", "rate_malformed", "rate_truncated", "rate_timeout")) {
            configure("{\"" + setting + "\":1,\"fault_attempts\":0,\"timeout_ms\":10000}");
            var answer = provider(1, Duration.ofSeconds(4)).complete(request("stub-echo", setting));
            kinds.add(((Fault) answer).kind());
        }
        assertThat(kinds)
                .containsExactly(Kind.RATE_LIMITED, Kind.SERVER_ERROR, Kind.BAD_REPLY, Kind.BAD_REPLY, Kind.TIMEOUT);
    }

    private static void configure(String settings) throws Exception {
        var noFaults = "{\"rate_429\":0,\"rate_500\":0,\"rate_malformed\":0,\"rate_truncated\":0,\"rate_timeout\":0}";
        for (var body : List.of(noFaults, settings)) {
            var post = HttpRequest.newBuilder(URI.create(address + "/config"))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static OpenAiProvider provider(int attempts) {
        return provider(attempts, Duration.ofSeconds(30));
    }

    private static OpenAiProvider provider(int attempts, Duration timeout) {
        return new OpenAiProvider(
                new OpenAiProvider.Settings(address + "/v1", null, timeout, attempts), Prices.builtIn());
    }

    private static CompletionRequest choice(String json) {
        return request("stub", "<<<CHOICE64 " + base64(json) + ">>>");
    }

    private static CompletionRequest request(String model, String content) {
        return new CompletionRequest(
                address + "/v1",
                new Model("openai", model, null, null, null, null, null),
                List.of(new Message(Role.USER, content)),
                null,
                null,
                0,
                1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
