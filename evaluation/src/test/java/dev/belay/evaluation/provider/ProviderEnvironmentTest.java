package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.embedding.EmbeddingFailed;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ProviderEnvironmentTest {

    private static final String HELLO =
            "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000000,\"completion_tokens\":0}}";

    @TempDir
    private Path folder;

    @Test
    void everyProviderThatAPromptCanNameIsThere() {
        var providers = ProviderEnvironment.of(Map.of()).providers();

        for (var name : Providers.known()) {
            assertThat(providers.endpoint(name)).as(name).isNotEmpty();
        }
        assertThat(((Fault) providers.complete(request("replay"))).message()).contains("BELAY_REPLAY");
        assertThat(((Fault) providers.complete(request("opnai"))).message()).contains("openai");
        assertThat(((Fault) providers.complete(request("openai"))).message()).contains("OPENAI_API_KEY");
    }

    @Test
    void keysComeFromFilesAsWell() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        try (var server = new ProtocolServer()) {
            server.then(200, HELLO);
            var providers = ProviderEnvironment.of(
                            Map.of("OPENAI_API_KEY_FILE", file.toString(), "OPENAI_BASE_URL", server.url()))
                    .providers();

            assertThat(providers.complete(request("openai"))).isInstanceOf(Reply.class);
            assertThat(server.asked().getFirst().headers()).containsEntry("authorization", "Bearer sk-from-file");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_API_KEY_FILE=/no/such/file, OPENAI_API_KEY_FILE",
        "OPENAI_API_KEY_FILE=/dev/null, is empty",
        "OPENAI_API_KEY=k;OPENAI_API_KEY_FILE=/x, are both set",
        "OPENAI_BASE_URL=localhost, base URL",
        "BELAY_PRICES=/no/such/file, BELAY_PRICES",
        "BELAY_REPLAY=/no/such/file, BELAY_REPLAY"
    })
    void wrongSettingIsNamed(String settings, String said) {
        var environment = new HashMap<String, String>();
        for (var setting : settings.split(";", -1)) {
            environment.put(setting.replaceFirst("=.*", ""), setting.replaceFirst("[^=]*=", ""));
        }

        assertThatThrownBy(() -> ProviderEnvironment.of(environment).providers())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void recordingsAnswerForEveryone() throws IOException {
        var file = Files.writeString(
                folder.resolve("replies.jsonl"),
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"text\":\"recorded\"}\n");
        var providers =
                ProviderEnvironment.of(Map.of("BELAY_REPLAY", file.toString())).providers();

        for (var name : List.of("openai", "anthropic", "gemini", "ollama", "http", "replay")) {
            assertThat(((Reply) providers.complete(request(name))).text())
                    .as(name)
                    .isEqualTo("recorded");
        }
        assertThat(((Reply) providers.complete(request("simulated"))).simulated())
                .isTrue();
    }

    @Test
    void ownPricesComeBeforeThoseThatShip() throws IOException {
        var file = Files.writeString(folder.resolve("prices.csv"), "openai:m,3,4\n");
        try (var server = new ProtocolServer()) {
            server.then(200, HELLO);
            var providers = ProviderEnvironment.of(Map.of(
                            "BELAY_PRICES", file.toString(), "OPENAI_BASE_URL", server.url(), "OPENAI_API_KEY", "k"))
                    .providers();

            assertThat(((Reply) providers.complete(request("openai"))).costUsd())
                    .isEqualByComparingTo(new BigDecimal("3"));
        }
    }

    @Test
    void embeddingsAreThoseOfTheServerWhereOneIsNamed() throws IOException {
        try (var server = new ProtocolServer()) {
            server.then(200, "{\"data\":[{\"embedding\":[0.5,-1]}]}").then(200, "{\"data\":[]}");
            var embeddings = ProviderEnvironment.of(
                            Map.of("OPENAI_BASE_URL", server.url(), "BELAY_EMBEDDINGS", "openai:small"))
                    .embeddings();

            assertThat(embeddings.model()).isEqualTo("openai:small");
            assertThat(embeddings.of("text")).containsExactly(new double[] {0.5, -1}, within(0.0));
            assertThat(embeddings.of("text")).as("not asked for twice").hasSize(2);
            assertThat(server.asked()).hasSize(1);
            assertThat(server.asked().getFirst().path()).isEqualTo("/embeddings");
            assertThat(server.asked().getFirst().body().toString())
                    .isEqualTo("{\"model\":\"small\",\"input\":\"text\"}");
            assertThatThrownBy(() -> embeddings.of("other")).isInstanceOf(EmbeddingFailed.class);
        }
    }

    @Test
    void embeddingsAreOfThisProcessWhereNoneIsNamed() {
        assertThat(ProviderEnvironment.of(Map.of()).embeddings()).isInstanceOf(MiniLm.class);
        assertThatThrownBy(() -> ProviderEnvironment.of(Map.of("BELAY_EMBEDDINGS", "cohere:x"))
                        .embeddings())
                .hasMessageContaining("BELAY_EMBEDDINGS");
    }

    private static CompletionRequest request(String provider) {
        return new CompletionRequest(
                "x",
                new Model(provider, "m", null, null, null, null, null),
                List.of(new Message(Role.USER, "Hi")),
                null,
                null,
                0,
                1);
    }
}
