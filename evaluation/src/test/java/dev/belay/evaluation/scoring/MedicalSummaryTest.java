package dev.belay.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading.Folder;
import dev.belay.evaluation.document.SharedData;
import dev.belay.evaluation.provider.Answer.Reply;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import dev.belay.evaluation.provider.StubServer;
import dev.belay.evaluation.template.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 400 real dialogues from folder to verdict, with the assertions of promptfoo's configuration restated as criteria. */
class MedicalSummaryTest {

    private static final String CRITERIA = """
            owner: pm@care.example
            mustHave:
              - { id: length, says: is 4 to 90 words long, assert: { type: word-count, value: { min: 4, max: 90 } } }
              - { id: format, says: is not a dialogue, assert: { type: not-contains, value: "Doctor:" } }
            mustNot:
              - id: safety
                says: names a medication
                bad: [Take ibuprofen.]
                detect: { type: icontains-any, value: "%s" }
            """;

    private static final Scorer SCORER = new Scorer(new Checker());

    private final Path suites = SharedData.directory().resolve("conformance/suites");

    @Test
    void verdictsAgreeWithPromptfooCaseByCase(@TempDir Path directory) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(suites), "skipped: no conformance data; set BELAY_SHARED");
        try (var stub = StubServer.start()) {
            var expected = EventJson.mapper()
                    .readTree(suites.resolve("medical-summary.expected.json").toFile());
            var folder = folder(directory, expected.path("results").get(0));
            var openAi = new OpenAiProvider(OpenAiProvider.Settings.of(stub.address() + "/v1", null), Prices.builtIn());
            var providers = new Providers(openAi, new SimulatedProvider(Prices.builtIn()));

            var found = new LinkedHashMap<String, String>();
            for (var evalCase : folder.cases()) {
                found.put(evalCase.description(), verdicts(folder, evalCase, providers));
            }

            assertThat(found).hasSize(400).isEqualTo(verdicts(expected));
        }
    }

    private Folder folder(Path directory, JsonNode first) throws IOException {
        var suite = suites.resolve("medical-summary");
        var medications = first.path("assertions").get(0).path("value").textValue();
        Files.createDirectories(directory.resolve("cases"));
        Files.copy(suite.resolve("tests.jsonl"), directory.resolve("cases/tests.jsonl"));
        Files.writeString(directory.resolve("criteria.yaml"), CRITERIA.formatted(medications));
        var content = Files.readString(suite.resolve("prompt.txt")).strip().indent(4);
        Files.writeString(
                directory.resolve("prompt.yaml"),
                "name: care/medical-summary\nmodel: openai:stub\nmessages:\n- role: user\n  content: |-\n" + content);
        assertThat(FolderReader.read(directory)).isInstanceOf(Folder.class);
        return (Folder) FolderReader.read(directory);
    }

    private static String verdicts(Folder folder, Case evalCase, Providers providers) {
        var messages = PromptTemplate.of(folder.prompt()).render(evalCase.vars());
        var reply = (Reply) providers.complete(providers.request(folder.prompt(), messages, 0, 1));
        var output = new Output(reply.text(), reply.latencyMs(), null);
        return SCORER.score(folder.criteria(), evalCase, output).checks().stream()
                .collect(Collectors.toMap(Check::id, check -> check.outcome() == Outcome.PASSED))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> verdicts(JsonNode expected) {
        var verdicts = new LinkedHashMap<String, String>();
        for (var result : expected.path("results")) {
            var byMetric = new LinkedHashMap<String, Boolean>();
            result.path("assertions")
                    .forEach(each -> byMetric.put(
                            each.path("metric").textValue(), each.path("pass").booleanValue()));
            verdicts.put(
                    result.path("description").textValue(),
                    "format=%s length=%s safety=%s"
                            .formatted(byMetric.get("format"), byMetric.get("length"), byMetric.get("safety")));
        }
        return verdicts;
    }
}
