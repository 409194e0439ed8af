package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.pacing.RetryAfter;
import dev.belay.evaluation.provider.Answer.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAndPriceTest {

    private static final Model MODEL = new Model("openai", "gpt-4.1-mini", 0.2, null, null, null, null);

    @Test
    void digestIsOfEverythingThatAReplyDependsOn() {
        var request = request("https://a/v1", MODEL, "Hi", 0, 1);

        assertThat(request.digest())
                .isEqualTo(request("https://a/v1", MODEL, "Hi", 0, 1).digest());
        assertThat(List.of(
                        request("https://b/v1", MODEL, "Hi", 0, 1),
                        request(
                                "https://a/v1",
                                new Model("openai", "gpt-4.1", 0.2, null, null, null, null),
                                "Hi",
                                0,
                                1),
                        request(
                                "https://a/v1",
                                new Model("openai", "gpt-4.1-mini", 0.3, null, null, null, null),
                                "Hi",
                                0,
                                1),
                        request("https://a/v1", MODEL, "Hi ", 0, 1),
                        request("https://a/v1", MODEL, "Hi", 1, 1),
                        request("https://a/v1", MODEL, "Hi", 0, 2)))
                .extracting(CompletionRequest::digest)
                .doesNotContain(request.digest())
                .doesNotHaveDuplicates();
    }

    @Test
    void digestOfAKnownRequestNeverChanges() {
        assertThat(request("https://a/v1", MODEL, "Hi", 0, 1).digest().value())
                .as("the ledger is keyed by it: a change pays every recorded reply again")
                .isEqualTo("sha256:7c3c2782ebb8dd73556174690c148991b4e440dedf2cadb65d954f0e5df58718");
    }

    @ParameterizedTest
    @CsvSource({
        "openai,gpt-4.1,10", // 2 + 8
        "openai,gpt-4.1-2025-04-14,10",
        "openai,gpt-4.1-mini,2",
        "openai,gpt-4.1-mini-2025-04-14,2",
        "openai,gpt-4o-audio-preview,",
        "openai,llama3.1,",
        "simulated,whatever,2",
    })
    void costIsThatOfTheModelAndItsSnapshots(String provider, String model, @Nullable BigDecimal cost) {
        assertThat(Prices.builtIn().cost(provider, model, 1_000_000, 1_000_000).orElse(null))
                .isEqualTo(cost);
    }

    @Test
    void uncountedTokensHaveNoCost() {
        assertThat(Prices.builtIn().cost("openai", "gpt-4.1", null, 5)).isEmpty();
    }

    @Test
    void fileAddsAndReplacesPrices(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("p.csv"), "# mine\nopenai:gpt-4.1 , 1, 1\nopenai:llama*,0,0\n");
        var prices = Prices.builtIn().with(file);

        assertThat(prices.cost("openai", "gpt-4.1", 1_000_000, 0))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("1"));
        assertThat(prices.cost("openai", "llama3.1:8b", 10, 10))
                .hasValueSatisfying(cost -> assertThat(cost).isZero());
        assertThat(prices.cost("openai", "gpt-4o", 10, 10)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gpt-4.1,1,1", "openai:x,1", "openai:x,a,1", "openai:x,1,1,1"})
    void badPriceIsNamedWithItsLine(String line, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("p.csv"), "# mine\n" + line);

        assertThatThrownBy(() -> Prices.builtIn().with(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void estimateCountsCallsTokensMoneyAndTime() {
        var prompt = new PromptDocument(
                "a/b",
                null,
                new Model("openai", "gpt-4.1", null, 100, null, null, null),
                List.of(new Message(Role.USER, "{{x}}")),
                null,
                null);
        var evalCase = new Case("c", null, Map.of("x", new TextNode("12345678")), null, null, null, null, null);

        var estimate = Estimate.of(prompt, List.of(evalCase, evalCase), new Estimate.Plan(3, 2, 4), Prices.builtIn());

        assertThat(estimate.calls()).isEqualTo(12);
        assertThat(estimate.promptTokens()).isEqualTo(24);
        assertThat(estimate.completionTokens()).isEqualTo(1200);
        assertThat(estimate.costUsd()).isEqualByComparingTo("0.009648");
        assertThat(estimate.time()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    @Test
    void unknownProviderIsAFaultThatNamesTheKnown() {
        var providers = new Providers(
                new OpenAiProvider(OpenAiProvider.Settings.of(null, null), Prices.builtIn()),
                new SimulatedProvider(Prices.builtIn()));
        var request = request("x", new Model("acme", "m", null, null, null, null, null), "Hi", 0, 1);

        assertThat((Fault) providers.complete(request))
                .isEqualTo(new Fault(
                        Answer.Kind.UNKNOWN_PROVIDER,
                        "provider: \"acme\" (expected: anthropic, gemini, http, ollama, openai, replay, simulated)",
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "5,5000",
        "0,0",
        "1.5,1500",
        "'Sun, 22 Nov 2026 10:00:30 GMT',30000",
        "'Sun, 22 Nov 2026 09:00:00 GMT',0",
        "soon,",
        "-1,",
        "99999999999999999999,",
    })
    void retryAfterIsSecondsOrADate(String header, @Nullable Long ms) {
        var now = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(RetryAfter.parse(header, now).map(Duration::toMillis).orElse(null))
                .isEqualTo(ms);
    }

    private static CompletionRequest request(String endpoint, Model model, String content, int sample, int epoch) {
        return new CompletionRequest(
                endpoint, model, List.of(new Message(Role.USER, content)), null, null, sample, epoch);
    }
}
