package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.hubspot.jinjava.objects.PyWrapper;
import com.hubspot.jinjava.objects.collections.PyList;
import com.hubspot.jinjava.objects.collections.PyMap;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values as Jinjava holds them, and what JavaScript makes of them in a template. Java's null is undefined. */
final class Values {
    private Values() {}

    /** JSON's null: falsy and printed as nothing, but defined. */
    static final class Null implements PyWrapper, HasObjectTruthValue {
        static final Null NULL = new Null();

        private Null() {}

        @Override
        public boolean getObjectTruthValue() {
            return false;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** Truthy even when empty, as in JavaScript. */
    private static final class Array extends PyList implements HasObjectTruthValue {
        Array(List<Object> items) {
            super(items);
        }

        @Override
        public boolean getObjectTruthValue() {
            return true;
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    private static final class Dictionary extends PyMap implements HasObjectTruthValue {
        Dictionary(Map<String, Object> fields) {
            super(fields);
        }

        @Override
        public boolean getObjectTruthValue() {
            return true;
        }

        @Override
        public String toString() {
            return "[object Object]";
        }
    }

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case NUMBER -> number(node.doubleValue());
            case BOOLEAN -> node.booleanValue();
            case ARRAY -> {
                var items = new ArrayList<Object>();
                node.forEach(item -> items.add(of(item)));
                yield list(items);
            }
            case OBJECT -> {
                var fields = new LinkedHashMap<String, Object>();
                node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
                yield new Dictionary(fields);
            }
            case NULL, MISSING, BINARY, POJO -> Null.NULL;
        };
    }

    static Object list(List<?> items) {
        return new Array(new ArrayList<>(items));
    }

    /** A whole number as a long, so that Jinjava's arithmetic and indexes stay whole. */
    static Object number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 9_007_199_254_740_992.0
                ? (Object) (long) value
                : (Object) value;
    }

    /** What an output tag prints: undefined and null are nothing. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> Coercion.text(number.doubleValue());
            case List<?> items ->
                String.join(",", items.stream().map(Values::text).toList());
            case Map<?, ?> fields -> "[object Object]";
            default -> value.toString();
        };
    }

    static boolean truthy(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Null none -> false;
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            case CharSequence text -> !text.isEmpty();
            default -> true;
        };
    }

    static List<Object> items(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> new ArrayList<>(list);
            case CharSequence text ->
                new ArrayList<>(text.chars().mapToObj(Character::toString).toList());
            case Map<?, ?> map ->
                new ArrayList<>(map.entrySet().stream()
                        .map(entry -> of(JsonNodeFactory.instance
                                .objectNode()
                                .put("key", text(entry.getKey()))
                                .set("value", node(entry.getValue()))))
                        .toList());
            case null, default -> new ArrayList<>();
        };
    }

    static List<Object> pairs(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.entrySet().stream()
                    .map(entry -> list(Arrays.asList(entry.getKey(), entry.getValue())))
                    .toList());
        }
        return items(value);
    }

    static long length(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map.size() : items(value).size();
    }

    static @Nullable Object at(@Nullable Object value, int index) {
        var items = items(value);
        return index >= 0 && index < items.size() ? items.get(index) : null;
    }

    /** {@code value[name]}; what JavaScript's own prototypes would answer is undefined here. */
    static @Nullable Object property(@Nullable Object value, String name) {
        return switch (value) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list -> name.equals("length") ? (Object) (long) list.size() : at(list, index(name));
            case CharSequence text -> name.equals("length") ? (Object) (long) text.length() : at(text, index(name));
            case null, default -> null;
        };
    }

    private static int index(String name) {
        return name.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(name) : -1;
    }

    static Object parsed(String json) {
        try {
            return of(JsonText.parse(json));
        } catch (NotJson notJson) {
            throw new TemplateFailed("load: the text is not JSON: " + notJson.getMessage());
        }
    }

    static String json(@Nullable Object value, int indent) {
        var node = node(value);
        return indent == 0 ? JsonText.print(node) : JsonText.print(node, indent);
    }

    private static JsonNode node(@Nullable Object value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case Null none -> nodes.nullNode();
            case Boolean truth -> nodes.booleanNode(truth);
            case Number number -> nodes.numberNode(number.doubleValue());
            case List<?> list -> {
                var array = nodes.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = nodes.objectNode();
                map.forEach((key, field) -> object.set(text(key), node(field)));
                yield object;
            }
            default -> nodes.textNode(value.toString());
        };
    }
}
