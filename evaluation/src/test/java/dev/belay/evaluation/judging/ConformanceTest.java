package dev.belay.evaluation.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Exchange;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.document.SharedData;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import dev.belay.evaluation.provider.StubServer;
import dev.belay.evaluation.template.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every judgement of the corpus by the judge that promptfoo had asked. */
class ConformanceTest {

    @Test
    void judgementsAgreeWithPromptfoos() throws IOException {
        int judged = 0;
        try (var stub = StubServer.start();
                var files = Files.list(SharedData.directory().resolve("conformance/promptfoo/expected"))) {
            var checker = new Checker().with(judge(stub.address() + "/v1"));
            for (var file : files.sorted().toList()) {
                for (var result : new ObjectMapper().readTree(file.toFile()).path("results")) {
                    for (var assertion : result.path("assertions")) {
                        if (assertion.path("type").asText().endsWith("llm-rubric")) {
                            agrees(checker, file.getFileName().toString(), result, assertion);
                            judged++;
                        }
                    }
                }
            }
        }
        assertThat(judged).isPositive();
    }

    private static Judge judge(String url) {
        var prices = Prices.builtIn();
        var providers = new Providers(
                new OpenAiProvider(OpenAiProvider.Settings.of(url, null), prices), new SimulatedProvider(prices));
        return Judge.of(providers, new Model("openai", "stub-judge", null, null, null, null, null));
    }

    private static void agrees(Checker checker, String file, JsonNode result, JsonNode expected) {
        var output = result.path("output");
        var threshold = expected.get("threshold");
        var assertion = new Assertion(
                expected.path("type").asText(),
                expected.get("value"),
                threshold == null ? null : threshold.doubleValue(),
                null,
                null);

        var verdict = checker.check(
                        assertion,
                        new Exchange(
                                new Output(output.asText(), 1, null),
                                vars(result),
                                result.path("prompt").asText()))
                .verdict();

        var what = file + " " + result.path("testIdx") + " " + expected.path("value");
        assertThat(verdict instanceof Verdict.Passed)
                .as(what)
                .isEqualTo(expected.path("pass").booleanValue());
        assertThat(
                        switch (verdict) {
                            case Verdict.Passed(double score) -> score;
                            case Verdict.Failed(double score, var reason) -> score;
                            case Verdict.Errored(var reason) -> throw new AssertionError(what + ": " + reason);
                        })
                .as(what)
                .isCloseTo(expected.path("score").doubleValue(), within(1e-6));
    }

    private static Map<String, JsonNode> vars(JsonNode result) {
        var vars = new LinkedHashMap<String, JsonNode>();
        result.path("vars").properties().forEach(variable -> vars.put(variable.getKey(), variable.getValue()));
        return Variables.resolved(vars);
    }
}
