package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.Whitespace;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code tool-call-f1}: the harmonic mean of precision and recall over the names of the tools called, in any order and
 * however often. Quirk kept: the score of {@code not-tool-call-f1} is the same score, not 1 less it.
 */
final class ToolCallF1 {
    private ToolCallF1() {}

    static Finding find(Subject subject) {
        var expected = expected(subject.value());
        if (expected.isEmpty()) {
            return Finding.invariant(
                    "\"tool-call-f1\" assertion requires a value: array of tool names or comma-separated string");
        } else if (expected.get().isEmpty()) {
            return Finding.invariant("\"tool-call-f1\" assertion requires at least one expected tool name");
        }
        var called = ToolNames.in(subject.output().value());
        double hits = expected.get().stream().filter(called::contains).count();
        double precision = called.isEmpty() ? 0 : hits / called.size();
        double recall = hits / expected.get().size();
        double score = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
        double threshold = subject.thresholdOr(1);
        return new Finding.Judged(
                score >= threshold != subject.inverse(),
                score,
                "Tool Call F1 score %s is %s threshold %s. Expected: [%s], Called: [%s]"
                        .formatted(
                                Decimals.text(score, 3),
                                subject.inverse() ? "above" : "below",
                                Decimals.shortest(threshold),
                                String.join(", ", expected.get()),
                                String.join(", ", called)));
    }

    private static Optional<Set<String>> expected(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(names(Stream.of(value.textValue().split(","))));
        }
        return value.isArray()
                ? Optional.of(
                        names(StreamSupport.stream(value.spliterator(), false).map(Coercion::text)))
                : Optional.empty();
    }

    private static Set<String> names(Stream<String> written) {
        return written.map(Whitespace::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Optional<String> problemOf(JsonNode value) {
        return expected(value).filter(names -> !names.isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of("The value must name at least one tool, as a list or as one text with commas, not %s."
                        .formatted(ValueShape.of(value)));
    }
}
