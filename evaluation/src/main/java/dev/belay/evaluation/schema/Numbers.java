package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** Makes one node of each number, so that 1 and 1.0, and 0 and −0, are the same integer to the validator, as they are to JavaScript. */
final class Numbers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Numbers() {}

    static JsonNode unified(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> number(value.doubleValue());
            case ARRAY -> {
                var array = NODES.arrayNode(value.size());
                value.forEach(element -> array.add(unified(element)));
                yield array;
            }
            case OBJECT -> {
                var object = NODES.objectNode();
                value.properties().forEach(field -> object.set(field.getKey(), unified(field.getValue())));
                yield object;
            }
            case STRING, BOOLEAN, NULL, MISSING, BINARY, POJO -> value;
        };
    }

    /** A number too great for a double is of no type at all to Ajv. */
    private static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return NODES.pojoNode(value);
        } else if (value != Math.rint(value)) {
            return NODES.numberNode(value);
        } else if (Math.abs(value) < 1L << 53) {
            return NODES.numberNode((long) value);
        }
        return NODES.numberNode(new BigDecimal(value).toBigInteger());
    }
}
