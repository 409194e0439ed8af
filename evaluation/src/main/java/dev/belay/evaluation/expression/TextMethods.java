package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The methods of texts. */
final class TextMethods {
    private static final int LONGEST = 10_000_000;

    private TextMethods() {}

    static JsonNode call(String text, String name, List<JsonNode> given) {
        var arguments = new Arguments(given);
        var first = arguments.text(0);
        return switch (name) {
            case "includes" -> BooleanNode.valueOf(text.contains(first));
            case "startsWith" -> BooleanNode.valueOf(text.startsWith(first));
            case "endsWith" -> BooleanNode.valueOf(text.endsWith(first));
            case "indexOf" -> DoubleNode.valueOf(text.indexOf(first));
            case "lastIndexOf" -> DoubleNode.valueOf(text.lastIndexOf(first));
            case "split" -> split(text, arguments);
            case "at" -> at(text, arguments.placeOrOutside(0, text.length()));
            case "slice", "substr", "substring" -> TextNode.valueOf(part(text, name, arguments));
            default -> TextNode.valueOf(changed(text, name, arguments));
        };
    }

    private static String changed(String text, String name, Arguments arguments) {
        return switch (name) {
            case "charAt" -> character(text, (int) arguments.number(0, 0));
            case "trim" -> Whitespace.trim(text);
            case "trimStart" -> withoutLast(Whitespace.trim(text + "|"));
            case "trimEnd" -> Whitespace.trim("|" + text).substring(1);
            case "toLowerCase" -> text.toLowerCase(Locale.ROOT);
            case "toUpperCase" -> text.toUpperCase(Locale.ROOT);
            case "concat" ->
                text
                        + String.join(
                                "", arguments.all().stream().map(Coercion::text).toList());
            case "replace" -> replaced(text, arguments.text(0), arguments.text(1), false);
            case "replaceAll" -> replaced(text, arguments.text(0), arguments.text(1), true);
            case "repeat" -> repeated(text, arguments.number(0, 0));
            case "padStart" -> padding(text, arguments) + text;
            case "padEnd" -> text + padding(text, arguments);
            default -> throw new ExpressionFailed(name + " is not a function of a text");
        };
    }

    private static String part(String text, String name, Arguments arguments) {
        int length = text.length();
        int start = arguments.place(0, 0, length);
        return switch (name) {
            case "slice" -> between(text, start, arguments.place(1, length, length));
            case "substr" -> between(text, start, Arguments.clamp(start + arguments.number(1, length), length));
            default -> {
                int from = Arguments.clamp(arguments.number(0, 0), length);
                int to = Arguments.clamp(arguments.number(1, length), length);
                yield text.substring(Math.min(from, to), Math.max(from, to));
            }
        };
    }

    private static JsonNode split(String text, Arguments arguments) {
        var parts = new ArrayList<JsonNode>();
        var separator = arguments.text(0);
        if (arguments.isEmpty()) {
            parts.add(TextNode.valueOf(text));
        } else if (separator.isEmpty()) {
            text.chars().forEach(c -> parts.add(TextNode.valueOf(Character.toString(c))));
        } else {
            int from = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
                parts.add(TextNode.valueOf(text.substring(from, at)));
                from = at + separator.length();
            }
            parts.add(TextNode.valueOf(text.substring(from)));
        }
        int most = (int) Math.min(parts.size(), arguments.number(1, parts.size()));
        return JsonNodeFactory.instance.arrayNode().addAll(parts.subList(0, Math.max(0, most)));
    }

    private static JsonNode at(String text, int place) {
        boolean inside = place >= 0 && place < text.length();
        return inside ? TextNode.valueOf(text.substring(place, place + 1)) : MissingNode.getInstance();
    }

    private static String character(String text, int place) {
        return place >= 0 && place < text.length() ? text.substring(place, place + 1) : "";
    }

    private static String withoutLast(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static String replaced(String text, String what, String by, boolean all) {
        int at = text.indexOf(what);
        if (all && !what.isEmpty()) {
            return text.replace(what, by);
        }
        return at < 0 ? text : text.substring(0, at) + by + text.substring(at + what.length());
    }

    private static String repeated(String text, double times) {
        if (!(times >= 0) || times * text.length() > LONGEST) {
            throw new ExpressionFailed("Invalid count value: " + Coercion.text(times));
        }
        return text.repeat((int) times);
    }

    private static String padding(String text, Arguments arguments) {
        int missing = (int) Math.min(arguments.number(0, 0), LONGEST) - text.length();
        var filler = arguments.all().size() > 1 ? arguments.text(1) : " ";
        return missing <= 0 || filler.isEmpty()
                ? ""
                : filler.repeat(missing / filler.length() + 1).substring(0, missing);
    }

    private static String between(String text, int start, int end) {
        return start < end ? text.substring(start, end) : "";
    }
}
