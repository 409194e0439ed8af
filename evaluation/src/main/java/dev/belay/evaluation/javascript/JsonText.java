package dev.belay.evaluation.javascript;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/**
 * {@code JSON.parse} and {@code JSON.stringify}.
 *
 * <p>Every number becomes a double, so that −0, 1.0 and integers beyond 2^53 are what JavaScript makes of them; a doubled
 * key keeps its last value; nothing is lenient.
 */
public final class JsonText {
    private static final int DEEPEST = 2_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(100_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** @throws NotJson also for nesting deeper than 2000, which no evaluation needs */
    public static JsonNode parse(String text) throws NotJson {
        try (var parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new NotJson("Unexpected end of JSON input");
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new NotJson("Unexpected text after the JSON value");
            }
            return value;
        } catch (IOException malformed) {
            var message = malformed.getMessage();
            throw new NotJson(
                    message == null
                            ? malformed.toString()
                            : message.lines().findFirst().orElse(message));
        }
    }

    private static JsonNode value(JsonParser in) throws IOException, NotJson {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    var name = in.currentName();
                    in.nextToken();
                    object.set(name, value(in));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(in));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(Double.parseDouble(in.getText()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new NotJson("Unexpected " + in.currentToken());
        };
    }

    public static String print(JsonNode value) {
        return print(value, 0);
    }

    /** @param indent spaces a level; 0 prints all in one line */
    public static String print(JsonNode value, int indent) {
        var out = new StringBuilder();
        print(value, out, indent, 0);
        return out.toString();
    }

    private static void print(JsonNode value, StringBuilder out, int indent, int level) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                out.append('{');
                for (var fields = value.properties().iterator(); fields.hasNext(); ) {
                    var field = fields.next();
                    newLine(out, indent, level + 1);
                    quote(field.getKey(), out);
                    out.append(indent == 0 ? ":" : ": ");
                    print(field.getValue(), out, indent, level + 1);
                    out.append(fields.hasNext() ? "," : "");
                }
                newLine(out, value.isEmpty() ? 0 : indent, level);
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    newLine(out, indent, level + 1);
                    print(value.get(i), out, indent, level + 1);
                }
                newLine(out, value.isEmpty() ? 0 : indent, level);
                out.append(']');
            }
            case STRING -> quote(value.textValue(), out);
            case NUMBER ->
                out.append(Double.isFinite(value.doubleValue()) ? Coercion.text(value.doubleValue()) : "null");
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> out.append(value.isBoolean() ? value.asText() : "null");
        }
    }

    private static void newLine(StringBuilder out, int indent, int level) {
        if (indent > 0) {
            out.append('\n').append(" ".repeat(indent * level));
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c) && !paired(text, i)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
