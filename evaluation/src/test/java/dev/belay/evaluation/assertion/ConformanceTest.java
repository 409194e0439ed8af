package dev.belay.evaluation.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.JsonLines;
import dev.belay.evaluation.javascript.JsonText;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts that promptfoo 0.123.1 itself computed. */
class ConformanceTest {
    private static final Checker CHECKER = new Checker();
    private static final AssertionLine LINES = new AssertionLine(CHECKER);

    static Stream<JsonNode> vectors() {
        return Stream.of("assertion-vectors.jsonl", "more-vectors.jsonl").flatMap(file -> JsonLines.of(file).stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void verdictIsPromptfoos(JsonNode vector) {
        var answer = LINES.answer(JsonText.print(vector));

        assertThat(answer.pass()).as("pass").isEqualTo(vector.get("pass").asBoolean());
        assertThat(answer.score()).as("score").isEqualTo(vector.get("score").asDouble(), within(1e-6));
        assertThat(answer.error() != null).as("error: %s", answer.error()).isEqualTo(vector.has("error"));
    }

    @Test
    void everyTypeHasVectorsWithOrWithoutNot() {
        var withVectors = vectors()
                .map(vector -> vector.get("type").asText().replaceFirst("^not-", ""))
                .toList();

        assertThat(CHECKER.types().stream().map(type -> type.replaceFirst("^not-", "")))
                .filteredOn(type -> !withVectors.contains(type))
                .filteredOn(type -> !type.equals(Webhook.TYPE))
                .filteredOn(type -> !Checker.isModelGraded(new Assertion(type, null, null, null, null)))
                .as("promptfoo's other name of is-valid-function-call")
                .containsOnly("is-valid-openai-function-call");
    }
}
