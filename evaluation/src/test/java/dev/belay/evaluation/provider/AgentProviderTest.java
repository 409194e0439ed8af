package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AgentProviderTest {

    private static final Map<String, JsonNode> VARS = Map.of("note", TextNode.valueOf("[1] Rash."));

    private ProtocolServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ProtocolServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void agentGetsMessagesVariablesAndTheCandidatesDigest() throws Exception {
        server.then(200, "{\"output\":\"done\"}");
        var prompt = prompt(server.url() + "/answer?v=1");
        var request = request(prompt, 2);

        var answer = agent("*", "key-1").complete(request);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Reply.class, reply -> assertThat(reply.text()).isEqualTo("done"));
        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/answer?v=1");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer key-1")
                .containsEntry("idempotency-key", request.digest().value());
        assertThat(asked.body()).isEqualTo(new ObjectMapper().readTree("""
                                {"messages":[{"role":"user","content":"[1] Rash."}],"vars":{"note":"[1] Rash."},
                                 "prompt":{"digest":"%s"},"model":{"provider":"http","name":"%s"},"sample":2}""".formatted(
                CanonicalJson.of(prompt, EventJson.mapper()).digest().value(),
                prompt.model().name())));
    }

    @Test
    void candidateAndVariablesArePartOfAnAgentsRequestAndNotOfAModels() {
        var one = request(prompt("https://a.example/x"), 0);
        var other = new Providers(Map.of()).request(prompt("https://a.example/x"), one.messages(), Map.of(), 0, 1);
        var model = new CompletionRequest("e", one.model(), one.messages(), null, null, 0, 1);

        assertThat(one.digest()).isNotEqualTo(other.digest());
        assertThat(CanonicalJson.of(model, EventJson.mapper()).text()).doesNotContain("candidate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| plain text | plain text",
                "| \"a JSON string\" | a JSON string",
                "| {\"output\":\"x\"} | x",
                "| {\"output\":{\"b\":1,\"a\":[2]}} | {\"b\":1,\"a\":[2]}",
                "#/reply/0/text | {\"reply\":[{\"text\":\"deep\"}]} | deep",
                "#/a~1b | {\"a/b\":\"slash\"} | slash",
                "| 42 | 42"
            })
    void outputIsWhereTheAddressSays(String fragment, String body, String output) {
        server.then(200, body);
        var address = server.url() + "/x" + (fragment == null ? "" : fragment);

        assertThat(agent("*", null).complete(request(prompt(address), 0)))
                .isInstanceOfSatisfying(
                        Reply.class, reply -> assertThat(reply.text()).isEqualTo(output));
    }

    @Test
    void whatTheAgentSaysOfItselfIsTakenOver() {
        server.then(
                200,
                "{\"output\":\"x\",\"finishReason\":\"length\",\"refused\":true,\"promptTokens\":7,\"completionTokens\":8,\"costUsd\":0.02}");

        var reply = (Reply) agent("*", null).complete(request(prompt(server.url()), 0));

        assertThat(reply.finishReason()).isEqualTo("length");
        assertThat(reply.refused()).isTrue();
        assertThat(reply.promptTokens()).isEqualTo(7);
        assertThat(reply.completionTokens()).isEqualTo(8);
        assertThat(reply.costUsd()).isEqualByComparingTo(new BigDecimal("0.02"));
    }

    @Test
    void faultsAreTold() {
        server.then(200, "{\"answer\":\"x\"}")
                .then(500, "{\"error\":\"boom\"}")
                .then(200, "{\"output\":\"x\",\"finishReason\":\"content_filter\"}");
        var agent = agent("*", null);
        var request = request(prompt(server.url()), 0);

        assertThat(((Fault) agent.complete(request)).message()).contains("nothing at /output", "#/reply/text");
        assertThat(((Fault) agent.complete(request)).kind()).isEqualTo(Kind.SERVER_ERROR);
        assertThat(((Fault) agent.complete(request)).kind()).isEqualTo(Kind.CONTENT_FILTER);
    }

    /** A prompt names the address, and a worker may reach more than its author should. */
    @ParameterizedTest
    @CsvSource({
        "https://agent.example, https://agent.example/answer, true",
        "https://agent.example, https://agent.example, true",
        "https://agent.example/a, https://agent.example/a?x=1, true",
        "https://agent.example/a/, https://agent.example/a/b, true",
        "https://agent.example, https://agent.example.evil/x, false",
        "https://agent.example/a, https://agent.example/ab, false",
        "https://agent.example, http://agent.example/x, false",
        "https://agent.example, http://169.254.169.254/latest, false",
        "*, http://anything/, true"
    })
    void onlyAllowedAddressesAreCalled(String allowed, String address, boolean called) {
        var settings = new AgentProvider.Settings(List.of(allowed), null, Duration.ofSeconds(1), 1);

        assertThat(settings.allows(address)).isEqualTo(called);
    }

    @Test
    void addressThatIsNotAllowedIsAFaultWithTheWayOut() {
        var fault = (Fault) agent("https://elsewhere.example", null).complete(request(prompt(server.url() + "/x"), 0));

        assertThat(fault.kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(fault.message()).contains("BELAY_HTTP_ALLOWED");
        assertThat(server.asked()).isEmpty();
    }

    private static AgentProvider agent(String allowed, String key) {
        return new AgentProvider(
                new AgentProvider.Settings(List.of(allowed), key, Duration.ofSeconds(10), 1), new Pacer());
    }

    private static PromptDocument prompt(String address) {
        return new PromptDocument(
                "care/agent",
                null,
                new Model(Providers.HTTP, address, null, null, null, null, null),
                List.of(new Message(Role.USER, "{{note}}")),
                null,
                null);
    }

    private static CompletionRequest request(PromptDocument prompt, int sample) {
        return new Providers(Map.of()).request(prompt, List.of(new Message(Role.USER, "[1] Rash.")), VARS, sample, 1);
    }
}
