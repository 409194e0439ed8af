package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.Whitespace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code word-count}, {@code latency} and {@code cost}: bounds are inclusive. */
final class NumberTypes {
    private NumberTypes() {}

    static Finding latency(Subject subject) {
        if (subject.threshold() == null) {
            return new Finding.CannotTell("Latency assertion must have a threshold in milliseconds");
        }
        long latency = subject.output().latencyMs();
        var bound = Coercion.text(subject.threshold());
        return new Finding.Held(
                latency <= subject.threshold(),
                "Latency %dms is greater than threshold %sms".formatted(latency, bound),
                "Latency %dms is less than or equal to threshold %sms".formatted(latency, bound));
    }

    static Finding cost(Subject subject) {
        var cost = subject.output().costUsd();
        if (subject.threshold() == null) {
            return new Finding.CannotTell("Cost assertion must have a threshold");
        } else if (cost == null) {
            return new Finding.CannotTell("Cost assertion does not support providers that do not return cost");
        }
        var rounded =
                Coercion.text(new BigDecimal(cost).round(new MathContext(2)).doubleValue());
        var bound = Coercion.text(subject.threshold());
        return new Finding.Held(
                cost <= subject.threshold(),
                "Cost %s is greater than threshold %s".formatted(rounded, bound),
                "Cost %s is less than or equal to threshold %s".formatted(rounded, bound));
    }

    static Finding wordCount(Subject subject) {
        var value = subject.value();
        var words = IntNode.valueOf(Whitespace.words(subject.text()));
        if (value.isMissingNode() || value.isNull()) {
            return invariant("\"word-count\" assertion must have a value");
        } else if (value.isObject()) {
            return between(words, value.path("min"), value.path("max"));
        } else if (!value.isNumber() && !(value.isTextual() && !Double.isNaN(Coercion.number(value)))) {
            return invariant("\"word-count\" assertion value must be a number or an object with min/max properties");
        }
        double expected = Coercion.number(value);
        return new Finding.Held(
                words.intValue() == expected,
                "Word count %s does not equal expected %s".formatted(words, Coercion.text(expected)),
                "Expected word count to not equal %s, but got %s".formatted(Coercion.text(expected), words));
    }

    /** The bounds may be of any type, since promptfoo compares them as JavaScript does: {@code "2" <= "10"} does not hold. */
    private static Finding between(JsonNode words, JsonNode min, JsonNode max) {
        if (min.isMissingNode() && max.isMissingNode()) {
            return invariant("\"word-count\" assertion object must have \"min\" and/or \"max\" properties");
        }
        var least = Coercion.text(min);
        var most = Coercion.text(max);
        if (min.isMissingNode()) {
            return new Finding.Held(
                    Coercion.atMost(words, max),
                    "Word count %s is greater than maximum %s".formatted(words, most),
                    "Expected word count to be greater than %s, but got %s".formatted(most, words));
        } else if (max.isMissingNode()) {
            return new Finding.Held(
                    Coercion.atMost(min, words),
                    "Word count %s is less than minimum %s".formatted(words, least),
                    "Expected word count to be less than %s, but got %s".formatted(least, words));
        } else if (!Coercion.atMost(min, max)) {
            return invariant(
                    "\"word-count\" assertion: min (%s) must be less than or equal to max (%s)".formatted(least, most));
        }
        return new Finding.Held(
                Coercion.atMost(min, words) && Coercion.atMost(words, max),
                "Word count %s is not between %s and %s".formatted(words, least, most),
                "Expected word count to not be between %s and %s, but got %s".formatted(least, most, words));
    }

    static Optional<String> problemOfThreshold(@Nullable Double threshold, String unit) {
        return threshold == null || threshold.isNaN()
                ? Optional.of("The threshold is missing; write the most that is allowed, in %s.".formatted(unit))
                : Optional.empty();
    }

    static Optional<String> problemOfWordCount(JsonNode value) {
        if (value.isObject()) {
            return switch (between(IntNode.valueOf(0), value.path("min"), value.path("max"))) {
                case Finding.CannotTell cannot ->
                    Optional.of(
                            "The bounds must be numbers {min: …, max: …}, at least one of them, and min at most max.");
                case Finding.Held held -> notNumbers(value.path("min"), value.path("max"));
                case Finding.Judged judged -> Optional.empty();
                case Finding.ByJudge judged -> Optional.empty();
                case Finding.FailedEitherWay failed -> Optional.empty();
            };
        }
        boolean number = value.isNumber() || value.isTextual() && !Double.isNaN(Coercion.number(value));
        return number && !value.asText().isEmpty()
                ? Optional.empty()
                : Optional.of("The value must be a number of words or {min: …, max: …}, not %s."
                        .formatted(ValueShape.of(value)));
    }

    private static Optional<String> notNumbers(JsonNode min, JsonNode max) {
        boolean usable = (min.isNumber() || min.isMissingNode()) && (max.isNumber() || max.isMissingNode());
        return usable ? Optional.empty() : Optional.of("The bounds min and max must be numbers, not texts.");
    }

    private static Finding invariant(String message) {
        return new Finding.CannotTell("Invariant failed: " + message);
    }
}
