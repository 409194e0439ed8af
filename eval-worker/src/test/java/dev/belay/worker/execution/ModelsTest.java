package dev.belay.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.pacing.Pacer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private static final List<Message> MESSAGES = List.of(new Message(Role.USER, "Summarise: ".repeat(30)));

    @Test
    void aReplacedModelIsPartOfTheRequestsIdentity() {
        var prompt = prompt("openai", "gpt-4.1-mini", 400);

        var asWritten = models(null).request(prompt, MESSAGES, Map.of(), 0, 1);
        var replaced = models("llama3").request(prompt, MESSAGES, Map.of(), 0, 1);

        assertThat(asWritten.model().name()).isEqualTo("gpt-4.1-mini");
        assertThat(replaced.model().name()).isEqualTo("llama3");
        assertThat(replaced.model().maxTokens()).isEqualTo(400);
        assertThat(replaced.digest()).isNotEqualTo(asWritten.digest());
    }

    @Test
    void aSimulatedModelIsNotReplaced() {
        var prompt = prompt("simulated", "patient-summary", 400);

        assertThat(models("llama3")
                        .request(prompt, MESSAGES, Map.of(), 0, 1)
                        .model()
                        .name())
                .isEqualTo("patient-summary");
    }

    @Test
    void sampleAndEpochAskForAnotherReply() {
        var models = models(null);
        var prompt = prompt("openai", "gpt-4.1-mini", 400);

        assertThat(List.of(
                        models.request(prompt, MESSAGES, Map.of(), 0, 1).digest(),
                        models.request(prompt, MESSAGES, Map.of(), 1, 1).digest(),
                        models.request(prompt, MESSAGES, Map.of(), 0, 2).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theReservationCoversTheLongestReply() {
        var models = models(null);

        var most = models.mostUsd(models.request(prompt("openai", "gpt-4.1-mini", 400), MESSAGES, Map.of(), 0, 1));

        // 330 characters are at least some 80 tokens at $0.40 a million; 400 tokens at $1.60 a million.
        assertThat(most).isBetween(new BigDecimal("0.000672"), new BigDecimal("0.0008"));
    }

    @Test
    void aModelWithoutAKnownPriceReservesNothing() {
        var models = models(null);

        assertThat(models.mostUsd(
                        models.request(prompt("openai", "a-model-of-our-own", 400), MESSAGES, Map.of(), 0, 1)))
                .isEqualByComparingTo("0");
    }

    @Test
    void theCriteriasJudgeComesBeforeTheConfiguredOneAndThatBeforeThePromptsOwn() {
        var own = new Model("simulated", "care", null, null, null, null, null);
        var silent = new CriteriaDocument("pm@care.example", null, null, null, null, null, null);
        var naming = new CriteriaDocument(
                "pm@care.example", null, null, null, null, null, null, null, null, null, "ollama:llama3", null);

        assertThat(judge(null, naming, own)).contains("ollama:llama3");
        assertThat(judge("openai:gpt-4.1-mini", naming, own)).contains("ollama:llama3");
        assertThat(judge("openai:gpt-4.1-mini", silent, own)).contains("openai:gpt-4.1-mini");
        assertThat(judge(null, silent, own)).contains("simulated:care");
        assertThat(judge(null, silent, new Model("http", "https://agent.example", null, null, null, null, null)))
                .isEmpty();
    }

    private static PromptDocument prompt(String provider, String model, int maxTokens) {
        return new PromptDocument(
                "care/visit-summary",
                null,
                new Model(provider, model, 0.2, maxTokens, null, null, null),
                MESSAGES,
                null,
                null);
    }

    private static Optional<String> judge(@Nullable String configured, CriteriaDocument criteria, Model own) {
        return models(null, configured)
                .judge(criteria, own)
                .map(judge -> judge.model().provider() + ":" + judge.model().name());
    }

    private static Models models(@Nullable String replacement) {
        return models(replacement, null);
    }

    private static Models models(@Nullable String replacement, @Nullable String judge) {
        return new Models(
                new ExecutionConfig() {
                    @Override
                    public int slots() {
                        return 1;
                    }

                    @Override
                    public Duration callTimeout() {
                        return Duration.ofSeconds(1);
                    }

                    @Override
                    public int attempts() {
                        return 1;
                    }

                    @Override
                    public Optional<String> openaiBaseUrl() {
                        return Optional.of("http://127.0.0.1:1/v1");
                    }

                    @Override
                    public Optional<String> openaiApiKey() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> model() {
                        return Optional.ofNullable(replacement);
                    }

                    @Override
                    public Optional<String> judge() {
                        return Optional.ofNullable(judge);
                    }

                    @Override
                    public Optional<String> webhooks() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Path> prices() {
                        return Optional.empty();
                    }
                },
                new Pacer(),
                Map.of());
    }
}
