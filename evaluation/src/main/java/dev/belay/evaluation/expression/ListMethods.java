package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import java.util.List;
import java.util.stream.Stream;

/** The methods of lists; they change nothing and give a new list. */
final class ListMethods {
    private ListMethods() {}

    static JsonNode call(ArrayNode list, String name, List<JsonNode> given) {
        var arguments = new Arguments(given);
        var elements = Methods.elements(list);
        return switch (name) {
            case "join" -> TextNode.valueOf(Coercion.joined(list, arguments.isEmpty() ? "," : arguments.text(0)));
            case "toString" -> TextNode.valueOf(Coercion.text(list));
            case "includes" -> BooleanNode.valueOf(indexOf(elements, arguments.at(0)) >= 0);
            case "indexOf" -> DoubleNode.valueOf(indexOf(elements, arguments.at(0)));
            case "at" -> list.path(arguments.placeOrOutside(0, list.size()));
            case "slice" -> slice(elements, arguments);
            case "reverse" -> list(elements.reversed().stream());
            case "concat" ->
                list(Stream.concat(elements.stream(), given.stream().flatMap(ListMethods::spread)));
            case "flat" -> list(elements.stream().flatMap(ListMethods::spread));
            default -> throw new ExpressionFailed(name + " is not a function of a list");
        };
    }

    private static JsonNode slice(List<JsonNode> elements, Arguments arguments) {
        int start = arguments.place(0, 0, elements.size());
        int end = arguments.place(1, elements.size(), elements.size());
        return list(elements.subList(start, Math.max(start, end)).stream());
    }

    private static Stream<JsonNode> spread(JsonNode value) {
        return value.isArray() ? Methods.elements(value).stream() : Stream.of(value);
    }

    private static JsonNode list(Stream<JsonNode> elements) {
        return JsonNodeFactory.instance.arrayNode().addAll(elements.toList());
    }

    private static int indexOf(List<JsonNode> elements, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (Operators.apply("===", elements.get(i), value).booleanValue()) {
                return i;
            }
        }
        return -1;
    }
}
