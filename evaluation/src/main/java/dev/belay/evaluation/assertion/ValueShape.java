package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;

/** Names the shape of a value in the words of somebody who writes YAML. */
final class ValueShape {
    private ValueShape() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "the text \"" + value.textValue() + "\"";
            case NUMBER -> "the number " + value.asText();
            case BOOLEAN -> value.asText();
            case NULL -> "null";
            case MISSING -> "missing";
            case ARRAY -> "a list";
            case OBJECT, BINARY, POJO -> "an object";
        };
    }
}
