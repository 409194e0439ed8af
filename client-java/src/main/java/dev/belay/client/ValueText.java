package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a tag makes of a value: a text is itself, nothing is nothing, everything else is RFC 8785 JSON. */
final class ValueText {

    private ValueText() {}

    static String of(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isTextual() ? value.textValue() : json(value);
    }

    /** RFC 8785: members by their names' UTF-16, numbers as JavaScript writes them. */
    private static String json(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ValueText::json)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            return members.entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ":" + json(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value.isNumber()
                ? number(value.doubleValue())
                : value.isTextual() ? quoted(value.textValue()) : value.toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20) {
                        quoted.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** ECMA-262, Number::toString: the shortest digits, without an exponent from 1e-7 up to 1e21. */
    private static String number(double number) {
        if (number == 0) {
            return "0";
        }
        var shortest = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        var sign = number < 0 ? "-" : "";
        var digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale();
        if (exponent > 21 || exponent < -5) {
            int power = exponent - 1;
            return sign + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                    + (power < 0 ? "-" : "+") + Math.abs(power);
        }
        return sign + shortest.toPlainString();
    }
}
