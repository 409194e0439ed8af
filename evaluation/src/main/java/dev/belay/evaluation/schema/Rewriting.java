package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Writes a schema as the validator reads it, where Ajv gives the same words another meaning. Places stay where they are, for references. */
final class Rewriting {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Notes to the reader in Ajv, checks in the validator. */
    private static final Set<String> CONTENT = Set.of("contentMediaType", "contentEncoding", "contentSchema");

    private Rewriting() {}

    static JsonNode of(JsonNode schema) {
        var rewritten = rewritten(Numbers.unified(schema));
        if (rewritten instanceof ObjectNode root) {
            root.remove("$schema");
        }
        return rewritten;
    }

    private static JsonNode rewritten(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        var object = NODES.objectNode();
        schema.properties().forEach(field -> object.set(field.getKey(), inner(field.getKey(), field.getValue())));
        CONTENT.forEach(object::remove);
        refBesideOthers(object);
        nullable(object);
        return object;
    }

    private static JsonNode inner(String keyword, JsonNode value) {
        if (value.isObject() && (Keywords.HOLDING_BY_NAME.contains(keyword) || Keywords.DEFINING.contains(keyword))) {
            var byName = NODES.objectNode();
            value.properties().forEach(field -> byName.set(field.getKey(), rewritten(field.getValue())));
            return byName;
        } else if (value.isArray() && Keywords.HOLDING_SEVERAL.contains(keyword)) {
            var several = NODES.arrayNode();
            value.forEach(schema -> several.add(rewritten(schema)));
            return several;
        }
        return Keywords.HOLDING_ONE.contains(keyword) ? rewritten(value) : value;
    }

    /** Draft-07 ignores what stands beside {@code $ref}; Ajv 8 does not. */
    private static void refBesideOthers(ObjectNode schema) {
        if (schema.path("$ref").isTextual() && schema.size() > 1) {
            var all = NODES.arrayNode().add(NODES.objectNode().set("$ref", schema.remove("$ref")));
            if (schema.has("allOf")) {
                all.add(NODES.objectNode().set("allOf", schema.get("allOf")));
            }
            schema.set("allOf", all);
        }
    }

    private static void nullable(ObjectNode schema) {
        if (schema.path("nullable").asBoolean(false) && schema.path("type").isTextual()) {
            schema.set("type", NODES.arrayNode().add(schema.get("type")).add("null"));
        } else if (schema.path("nullable").asBoolean(false)
                && schema.path("type").isArray()) {
            schema.withArray("type").add("null");
        }
    }
}
