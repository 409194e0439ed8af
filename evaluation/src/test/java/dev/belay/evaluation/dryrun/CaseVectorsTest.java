package dev.belay.evaluation.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.evaluation.JsonLines;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole cases as promptfoo scored them: weights, thresholds, sets, named scores. */
class CaseVectorsTest {
    private static final Checker CHECKER = new Checker();

    @TempDir
    Path folder;

    static Stream<JsonNode> vectors() {
        return JsonLines.of("case-vectors.jsonl").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void agrees(JsonNode vector) throws Exception {
        var result = run(vector);

        assertThat(result.path("pass")).isEqualTo(vector.path("pass"));
        assertThat(result.path("score").doubleValue())
                .isCloseTo(vector.path("score").doubleValue(), within(1e-6));
        assertThat(result.path("failureReason").asText())
                .isEqualTo(new String[] {"none", "assert", "error"}
                        [vector.path("failureReason").intValue()]);
        assertThat(result.path("namedScores").size())
                .isEqualTo(vector.path("namedScores").size());
        vector.path("namedScores")
                .properties()
                .forEach(named -> assertThat(
                                result.path("namedScores").path(named.getKey()).doubleValue())
                        .isCloseTo(named.getValue().doubleValue(), within(1e-6)));
        assertThat(result.path("assertions").size())
                .isEqualTo(vector.path("components").size());
        for (int i = 0; i < vector.path("components").size(); i++) {
            var expected = vector.path("components").get(i);
            var actual = result.path("assertions").get(i);
            assertThat(actual.path("type")).isEqualTo(expected.path("type"));
            assertThat(actual.path("pass")).isEqualTo(expected.path("pass"));
            assertThat(actual.path("score").doubleValue())
                    .isCloseTo(expected.path("score").doubleValue(), within(1e-6));
        }
    }

    private JsonNode run(JsonNode vector) throws Exception {
        var config = JsonNodeFactory.instance.objectNode();
        config.putArray("prompts").add("{{output}}");
        config.putArray("providers").add("echo");
        var test = config.putArray("tests").addObject();
        test.set("vars", vector.get("vars"));
        test.set("assert", vector.get("assert"));
        test.set("providerOutput", vector.get("output"));
        if (vector.has("threshold")) {
            test.set("threshold", vector.get("threshold"));
        }
        var file = folder.resolve("promptfooconfig.json");
        Files.writeString(file, config.toString());
        var types = new TreeSet<>(Judging.types(CHECKER));
        types.add("no-such-assertion");
        var reading = new PromptfooReader(types, Connections::isAvailable).read(file);
        assertThat(reading.obstacles()).isEmpty();
        var connections = new Connections(Map.of());
        var judging = new Judging(CHECKER, connections, Judging.STANDARD_GRADER);
        var results = new LocalRun(connections, judging, 1, none -> {}).run(reading.plan());
        return RunReport.of("vectors", reading.plan(), results)
                .json()
                .path("results")
                .get(0);
    }
}
