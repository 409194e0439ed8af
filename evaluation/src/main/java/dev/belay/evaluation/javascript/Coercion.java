package dev.belay.evaluation.javascript;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What {@code String(x)}, {@code Number(x)}, {@code Boolean(x)} and the comparing operators make of a value. A missing node is {@code undefined}. */
public final class Coercion {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern PREFIXED = Pattern.compile("0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+");

    private Coercion() {}

    /** {@code String(value)}: an array is its elements with commas, where null and undefined are empty. */
    public static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> text(value.doubleValue());
            case BOOLEAN -> value.asText();
            case NULL -> "null";
            case MISSING -> "undefined";
            case ARRAY -> joined(value, ",");
            case OBJECT, BINARY, POJO -> "[object Object]";
        };
    }

    /** {@code value.join(separator)} */
    public static String joined(JsonNode array, String separator) {
        var out = new StringBuilder();
        for (int i = 0; i < array.size(); i++) {
            var element = array.get(i);
            out.append(i == 0 ? "" : separator).append(element.isNull() ? "" : text(element));
        }
        return out.toString();
    }

    /** {@code String(number)} by ECMAScript's Number::toString: plain digits from 1e-6 up to below 1e21. */
    public static String text(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        } else if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        } else if (number == 0) {
            return "0";
        }
        // Java's digits are the shortest that read back as the same double, and so are JavaScript's.
        var shortest = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        var digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + placed(digits, point);
    }

    private static String placed(String digits, int point) {
        if (point > 21 || point < -5) {
            int exponent = point - 1;
            var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        } else if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        } else if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    /** {@code Number(value)} */
    public static double number(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.doubleValue();
            case BOOLEAN -> value.booleanValue() ? 1 : 0;
            case NULL -> 0;
            case MISSING -> Double.NaN;
            case STRING, ARRAY, OBJECT, BINARY, POJO -> number(text(value));
        };
    }

    /** {@code Number(text)}: white space around is allowed, nothing at all is 0. */
    public static double number(String text) {
        var trimmed = Whitespace.trim(text);
        if (trimmed.isEmpty()) {
            return 0;
        } else if (DECIMAL.matcher(trimmed).matches()) {
            return Double.parseDouble(trimmed);
        } else if (PREFIXED.matcher(trimmed).matches()) {
            int radix = switch (trimmed.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                default -> 2;
            };
            return new BigInteger(trimmed.substring(2), radix).doubleValue();
        }
        return switch (trimmed) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** {@code Boolean(value)} */
    public static boolean truthy(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> !value.textValue().isEmpty();
            case NUMBER -> value.doubleValue() != 0 && !Double.isNaN(value.doubleValue());
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> false;
            case ARRAY, OBJECT, BINARY, POJO -> true;
        };
    }

    /** {@code left <= right}: two texts compare as texts, everything else as numbers, and NaN never holds. */
    public static boolean atMost(JsonNode left, JsonNode right) {
        boolean texts = isTextWhenCompared(left) && isTextWhenCompared(right);
        return texts ? text(left).compareTo(text(right)) <= 0 : number(left) <= number(right);
    }

    private static boolean isTextWhenCompared(JsonNode value) {
        return value.isTextual() || value.isContainerNode();
    }

    /** {@code util.isDeepStrictEqual(left, right)}: the order of keys is free, and −0 is not 0. */
    public static boolean deeplyEqual(JsonNode left, JsonNode right) {
        if (left.getNodeType() != right.getNodeType() || left.size() != right.size()) {
            return false;
        }
        return switch (left.getNodeType()) {
            case NUMBER -> Double.compare(left.doubleValue(), right.doubleValue()) == 0;
            case ARRAY -> {
                for (int i = 0; i < left.size(); i++) {
                    if (!deeplyEqual(left.get(i), right.get(i))) {
                        yield false;
                    }
                }
                yield true;
            }
            case OBJECT ->
                left.properties().stream()
                        .allMatch(field ->
                                right.has(field.getKey()) && deeplyEqual(field.getValue(), right.get(field.getKey())));
            case STRING, BOOLEAN, NULL, MISSING, BINARY, POJO -> left.equals(right);
        };
    }
}
