package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Properties and methods of texts, lists and numbers; none of them takes a function. */
final class Methods {
    private static final Set<String> KNOWN = Set.of(
            "at",
            "charAt",
            "concat",
            "endsWith",
            "flat",
            "includes",
            "indexOf",
            "join",
            "lastIndexOf",
            "match",
            "padEnd",
            "padStart",
            "repeat",
            "replace",
            "replaceAll",
            "reverse",
            "slice",
            "split",
            "startsWith",
            "substr",
            "substring",
            "test",
            "toFixed",
            "toLowerCase",
            "toString",
            "toUpperCase",
            "trim",
            "trimEnd",
            "trimStart");
    private static final int LONGEST = 10_000_000;

    private Methods() {}

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    static List<JsonNode> elements(JsonNode value) {
        var elements = new ArrayList<JsonNode>();
        if (value.isTextual()) {
            value.textValue().codePoints().forEach(c -> elements.add(TextNode.valueOf(Character.toString(c))));
        } else {
            value.forEach(elements::add);
        }
        return elements;
    }

    static JsonNode property(JsonNode object, JsonNode name) {
        var key = Coercion.text(name);
        if (key.equals("length") && (object.isTextual() || object.isArray())) {
            return DoubleNode.valueOf(
                    object.isArray() ? object.size() : object.textValue().length());
        }
        int index = key.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(key) : -1;
        if (object.isTextual()) {
            var text = object.textValue();
            return index >= 0 && index < text.length()
                    ? TextNode.valueOf(text.substring(index, index + 1))
                    : MissingNode.getInstance();
        }
        return object.isArray() ? object.path(index) : object.path(key);
    }

    static JsonNode call(JsonNode object, String name, List<JsonNode> arguments) {
        if (object.isArray()) {
            return ofList((ArrayNode) object, name, arguments);
        } else if (object.isNumber() && name.equals("toFixed")) {
            int digits = (int) number(arguments, 0, 0);
            return TextNode.valueOf(new java.math.BigDecimal(object.doubleValue())
                    .setScale(digits, java.math.RoundingMode.HALF_UP)
                    .toPlainString());
        } else if (name.equals("toString")) {
            return TextNode.valueOf(Coercion.text(object));
        } else if (!object.isTextual()) {
            throw new ExpressionFailed(name + " is not a function of " + object.getNodeType());
        }
        return ofText(object.textValue(), name, arguments);
    }

    private static JsonNode ofText(String text, String name, List<JsonNode> arguments) {
        var first = arguments.isEmpty() ? "undefined" : Coercion.text(arguments.getFirst());
        int length = text.length();
        return switch (name) {
            case "includes" -> BooleanNode.valueOf(text.contains(first));
            case "startsWith" -> BooleanNode.valueOf(text.startsWith(first));
            case "endsWith" -> BooleanNode.valueOf(text.endsWith(first));
            case "indexOf" -> DoubleNode.valueOf(text.indexOf(first));
            case "lastIndexOf" -> DoubleNode.valueOf(text.lastIndexOf(first));
            case "split" -> split(text, arguments);
            case "at", "charAt" -> character(text, name, (int) number(arguments, 0, 0));
            default ->
                TextNode.valueOf(
                        switch (name) {
                            case "trim" -> Whitespace.trim(text);
                            case "trimStart" ->
                                Whitespace.trim(text + "|")
                                        .substring(
                                                0, Whitespace.trim(text + "|").length() - 1);
                            case "trimEnd" -> Whitespace.trim("|" + text).substring(1);
                            case "toLowerCase" -> text.toLowerCase(Locale.ROOT);
                            case "toUpperCase" -> text.toUpperCase(Locale.ROOT);
                            case "toString" -> text;
                            case "concat" ->
                                text
                                        + String.join(
                                                "",
                                                arguments.stream()
                                                        .map(Coercion::text)
                                                        .toList());
                            case "replace" -> replaced(text, first, Coercion.text(argument(arguments, 1)), false);
                            case "replaceAll" -> replaced(text, first, Coercion.text(argument(arguments, 1)), true);
                            case "slice" ->
                                between(
                                        text,
                                        fromEnd(number(arguments, 0, 0), length),
                                        fromEnd(number(arguments, 1, length), length));
                            case "substr" -> {
                                int start = fromEnd(number(arguments, 0, 0), length);
                                yield between(text, start, clamp(start + number(arguments, 1, length), length));
                            }
                            case "substring" -> {
                                int start = clamp(number(arguments, 0, 0), length);
                                int end = clamp(number(arguments, 1, length), length);
                                yield text.substring(Math.min(start, end), Math.max(start, end));
                            }
                            case "repeat" -> repeated(text, number(arguments, 0, 0));
                            case "padStart" -> padding(text, arguments) + text;
                            case "padEnd" -> text + padding(text, arguments);
                            default -> throw new ExpressionFailed(name + " is not a function of a text");
                        });
        };
    }

    private static JsonNode ofList(ArrayNode list, String name, List<JsonNode> arguments) {
        var elements = elements(list);
        int size = elements.size();
        var first = argument(arguments, 0);
        return switch (name) {
            case "join" -> TextNode.valueOf(Coercion.joined(list, arguments.isEmpty() ? "," : Coercion.text(first)));
            case "toString" -> TextNode.valueOf(Coercion.text(list));
            case "includes" -> BooleanNode.valueOf(indexOf(elements, first) >= 0);
            case "indexOf" -> DoubleNode.valueOf(indexOf(elements, first));
            case "at" -> list.path(fromEndOrOutside(number(arguments, 0, 0), size));
            case "slice" -> {
                int start = fromEnd(number(arguments, 0, 0), size);
                int end = fromEnd(number(arguments, 1, size), size);
                yield list(elements.subList(start, Math.max(start, end)));
            }
            case "reverse" -> {
                Collections.reverse(elements);
                yield list(elements);
            }
            case "concat" -> {
                arguments.forEach(each -> elements.addAll(each.isArray() ? elements(each) : List.of(each)));
                yield list(elements);
            }
            case "flat" ->
                list(elements.stream()
                        .flatMap(each -> each.isArray() ? elements(each).stream() : java.util.stream.Stream.of(each))
                        .toList());
            default -> throw new ExpressionFailed(name + " is not a function of a list");
        };
    }

    private static JsonNode list(List<JsonNode> elements) {
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }

    private static int indexOf(List<JsonNode> elements, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (Operators.apply("===", elements.get(i), value).booleanValue()) {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode split(String text, List<JsonNode> arguments) {
        var parts = new ArrayList<JsonNode>();
        var separator = arguments.isEmpty() ? null : Coercion.text(arguments.getFirst());
        if (separator == null) {
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
        return list(parts.subList(0, Math.min(parts.size(), (int) number(arguments, 1, parts.size()))));
    }

    private static JsonNode character(String text, String name, int index) {
        int at = name.equals("at") ? fromEndOrOutside(index, text.length()) : index;
        boolean inside = at >= 0 && at < text.length();
        if (inside) {
            return TextNode.valueOf(text.substring(at, at + 1));
        }
        return name.equals("at") ? MissingNode.getInstance() : TextNode.valueOf("");
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

    private static String padding(String text, List<JsonNode> arguments) {
        int missing = (int) Math.min(number(arguments, 0, 0), LONGEST) - text.length();
        var filler = arguments.size() > 1 ? Coercion.text(arguments.get(1)) : " ";
        return missing <= 0 || filler.isEmpty()
                ? ""
                : filler.repeat(missing / filler.length() + 1).substring(0, missing);
    }

    private static JsonNode argument(List<JsonNode> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : MissingNode.getInstance();
    }

    private static double number(List<JsonNode> arguments, int index, double absent) {
        var argument = argument(arguments, index);
        double number = argument.isMissingNode() ? absent : Coercion.number(argument);
        return Double.isNaN(number) ? 0 : number;
    }

    private static int clamp(double index, int length) {
        return (int) Math.max(0, Math.min(length, index));
    }

    /** A negative index counts from the end. */
    private static int fromEnd(double index, int length) {
        return clamp(index < 0 ? length + index : index, length);
    }

    private static int fromEndOrOutside(double index, int length) {
        return (int) (index < 0 ? length + index : index);
    }

    private static String between(String text, int start, int end) {
        return start < end ? text.substring(start, end) : "";
    }
}
