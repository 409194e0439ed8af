package dev.belay.evaluation.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** What unquoted text stands for in YAML's core schema, with js-yaml's dates. */
final class PlainScalar {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+|[-+]?[0-9]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\\.[0-9]+(?:[eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "\\d{4}-\\d\\d?-\\d\\d?(?:[Tt]|[ \\t]+)(?:[01]?\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d*)?(?:[ \\t]*(?:Z|[-+]\\d\\d?(?::\\d\\d)?))?");

    private PlainScalar() {}

    static JsonNode resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
            case "true", "True", "TRUE" -> NODES.booleanNode(true);
            case "false", "False", "FALSE" -> NODES.booleanNode(false);
            case ".nan", ".NaN", ".NAN" -> NODES.numberNode(Double.NaN);
            default -> numberOrText(text);
        };
    }

    private static JsonNode numberOrText(String text) {
        if (INTEGER.matcher(text).matches()) {
            return NODES.numberNode(integer(text));
        } else if (FLOAT.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
            return NODES.numberNode(Double.parseDouble(text));
        } else if (INFINITE.matcher(text).matches()) {
            return NODES.numberNode(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        } else if (DATE.matcher(text).matches() || TIMESTAMP.matcher(text).matches()) {
            // A Date is an object without fields to whoever looks at it as JSON.
            return NODES.objectNode();
        }
        return NODES.textNode(text);
    }

    private static double integer(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0o")) {
            return new BigInteger(text.substring(2), 8).doubleValue();
        } else if (lower.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16).doubleValue();
        }
        return Double.parseDouble(text);
    }
}
