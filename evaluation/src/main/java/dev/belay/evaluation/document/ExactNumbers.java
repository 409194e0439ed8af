package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;

/** RFC 8785 writes numbers as doubles, so a longer one would silently become another, and a larger one nothing. */
final class ExactNumbers {

    /** 2^53 − 1: whole numbers up to here are exact. */
    static final long LARGEST = (1L << 53) - 1;

    private ExactNumbers() {}

    static void check(Field field) {
        check(field, field.value());
    }

    private static void check(Field field, JsonNode value) {
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            field.refuse("a number that is too large; put it in quotes");
        }
        if (value.isIntegralNumber() && (!value.canConvertToLong() || Math.abs(value.longValue()) > LARGEST)) {
            field.refuse(value + " is too large to be kept exactly; put it in quotes");
        }
        value.forEach(inner -> check(field, inner));
    }
}
