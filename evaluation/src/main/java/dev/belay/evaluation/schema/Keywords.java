package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Where schemas lie inside a schema. */
final class Keywords {
    static final Set<String> HOLDING_ONE = Set.of(
            "not",
            "if",
            "then",
            "else",
            "propertyNames",
            "additionalProperties",
            "additionalItems",
            "contains",
            "items");
    /** {@code items} may be one schema or several. */
    static final Set<String> HOLDING_SEVERAL = Set.of("anyOf", "oneOf", "allOf", "items");

    static final Set<String> HOLDING_BY_NAME = Set.of("properties", "patternProperties", "dependencies");
    /** Compiled only where something refers to them. */
    static final Set<String> DEFINING = Set.of("definitions", "$defs");

    /** Say nothing of the data. */
    static final Set<String> REMARKS = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$vocabulary",
            "$comment",
            "definitions",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
            "contentMediaType",
            "contentEncoding",
            "contentSchema");

    private Keywords() {}

    /** Whether Ajv takes a schema to allow anything, and then compiles nothing that depends on it. */
    static boolean allowsAnything(JsonNode schema) {
        return schema.isObject()
                ? schema.properties().stream().allMatch(field -> REMARKS.contains(field.getKey()))
                : schema.asBoolean(false);
    }
}
