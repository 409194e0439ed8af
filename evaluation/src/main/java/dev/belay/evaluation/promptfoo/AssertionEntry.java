package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a configuration demands of an output. */
public sealed interface AssertionEntry {

    @Nullable
    String metric();

    @Nullable
    Double weight();

    default double weightOrOne() {
        var weight = weight();
        return weight == null ? 1 : weight;
    }

    /** @param options whatever else is written beside it: {@code provider}, {@code rubricPrompt}, {@code config}, … */
    record One(Assertion assertion, @Nullable Transform transform, ObjectNode options) implements AssertionEntry {
        @Override
        public @Nullable String metric() {
            return assertion.metric();
        }

        @Override
        public @Nullable Double weight() {
            return assertion.weight();
        }
    }

    /** {@code assert-set}: counts as one assertion, which passes when its own do, or reach its threshold. */
    record Group(
            List<One> assertions,
            @Nullable Double threshold,
            @Nullable Double weight,
            @Nullable String metric) implements AssertionEntry {
        public Group {
            assertions = List.copyOf(assertions);
        }
    }

    /** @param source as it is written */
    record Transform(String source, Expression expression) {
        /** Of what a transform may read. */
        static final List<String> NAMES = List.of("output", "context");

        public JsonNode apply(JsonNode output, JsonNode context) {
            return expression.compute(java.util.Map.of("output", output, "context", context));
        }
    }
}
