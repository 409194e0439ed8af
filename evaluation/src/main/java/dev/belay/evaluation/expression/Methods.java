package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Properties and methods of values; none of them takes a function. */
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
            return ListMethods.call((ArrayNode) object, name, arguments);
        } else if (object.isNumber() && name.equals("toFixed")) {
            int digits = (int) new Arguments(arguments).number(0, 0);
            return TextNode.valueOf(new BigDecimal(object.doubleValue())
                    .setScale(digits, RoundingMode.HALF_UP)
                    .toPlainString());
        } else if (name.equals("toString")) {
            return TextNode.valueOf(Coercion.text(object));
        } else if (!object.isTextual()) {
            throw new ExpressionFailed(name + " is not a function of " + object.getNodeType());
        }
        return TextMethods.call(object.textValue(), name, arguments);
    }
}
