package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.regex.InvalidRegex;
import dev.belay.evaluation.regex.JavaScriptRegex;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What Ajv refuses to compile, in the schemas that can be reached from the root: keywords and formats that it does not
 * know, keywords that would be ignored, references that lead nowhere. Schemas that nothing refers to may hold anything.
 */
final class Strictness {
    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "nullable",
            "const",
            "enum",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "format",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "required",
            "not",
            "anyOf",
            "oneOf",
            "allOf",
            "if",
            "then",
            "else",
            "propertyNames",
            "additionalProperties",
            "dependencies",
            "properties",
            "patternProperties",
            "additionalItems",
            "items",
            "contains");

    private final References references;
    private final Set<JsonNode> seen = new HashSet<>();

    private Strictness(JsonNode root) {
        this.references = new References(root);
    }

    /** @throws SchemaRefused with Ajv's message */
    static void check(JsonNode root) {
        var strictness = new Strictness(root);
        strictness.visit(root);
    }

    private void visit(@Nullable JsonNode schema) {
        if (schema == null || !schema.isObject() || !seen.add(schema)) {
            return;
        }
        for (var field : schema.properties()) {
            if (!RULES.contains(field.getKey()) && !Keywords.REMARKS.contains(field.getKey())) {
                throw refused(
                        field.getKey().equals("id")
                                ? "NOT SUPPORTED: keyword \"id\", use \"$id\" for schema ID"
                                : "strict mode: unknown keyword: \"%s\"".formatted(field.getKey()));
            }
        }
        ignored(schema);
        known(schema);
        patterns(schema);
        if (schema.has("$ref")) {
            visit(references.target(schema.get("$ref").asText()));
        }
        for (var field : schema.properties()) {
            var inner = field.getValue();
            if (isSkipped(schema, field.getKey())) {
                continue;
            }
            if (inner.isObject() && Keywords.HOLDING_ONE.contains(field.getKey())) {
                visit(inner);
            } else if (inner.isArray() && Keywords.HOLDING_SEVERAL.contains(field.getKey())
                    || inner.isObject() && Keywords.HOLDING_BY_NAME.contains(field.getKey())) {
                inner.forEach(this::visit);
            }
        }
    }

    /** A condition that decides nothing, and alternatives of which one allows anything. */
    private static boolean isSkipped(JsonNode schema, String keyword) {
        return switch (keyword) {
            case "anyOf" ->
                StreamSupport.stream(schema.get(keyword).spliterator(), false).anyMatch(Keywords::allowsAnything);
            case "if" -> !decides(schema.path("then")) && !decides(schema.path("else"));
            default -> false;
        };
    }

    private static boolean decides(JsonNode branch) {
        return !branch.isMissingNode() && !Keywords.allowsAnything(branch);
    }

    private static void ignored(JsonNode schema) {
        if (schema.has("if") && !schema.has("then") && !schema.has("else")) {
            throw refused("strict mode: \"if\" without \"then\" and \"else\" is ignored");
        } else if (!schema.has("if") && (schema.has("then") || schema.has("else"))) {
            throw refused(
                    "strict mode: \"%s\" without \"if\" is ignored".formatted(schema.has("then") ? "then" : "else"));
        } else if (schema.has("additionalItems") && !schema.path("items").isArray()) {
            throw refused("strict mode: \"additionalItems\" is ignored when \"items\" is not an array of schemas");
        } else if (schema.has("nullable") && !schema.has("type")) {
            throw refused("\"nullable\" cannot be used without \"type\"");
        } else if (schema.path("nullable").isBoolean()
                && !schema.get("nullable").booleanValue()
                && allowsNull(schema.get("type"))) {
            throw refused("type: null contradicts nullable: false");
        }
    }

    private static boolean allowsNull(JsonNode type) {
        return type.asText().equals("null")
                || StreamSupport.stream(type.spliterator(), false)
                        .anyMatch(one -> one.asText().equals("null"));
    }

    private static void known(JsonNode schema) {
        var format = schema.path("format").textValue();
        if (format != null && !Formats.known(format)) {
            throw refused("unknown format \"%s\" ignored in schema at path \"#\"".formatted(format));
        }
    }

    /** Patterns have the flag u here, unlike those of the assertion {@code regex}. */
    private static void patterns(JsonNode schema) {
        try {
            if (schema.path("pattern").isTextual()) {
                JavaScriptRegex.compileUnicode(schema.get("pattern").textValue());
            }
            for (var pattern : telling(schema.path("patternProperties"))) {
                var regex = JavaScriptRegex.compileUnicode(pattern.getKey());
                for (var property : schema.path("properties").properties()) {
                    if (regex.test(property.getKey())) {
                        throw refused("strict mode: property %s matches pattern %s (use allowMatchingProperties)"
                                .formatted(property.getKey(), pattern.getKey()));
                    }
                }
            }
        } catch (InvalidRegex invalid) {
            throw refused(String.valueOf(invalid.getMessage()));
        }
    }

    /** Ajv looks at no pattern where all of them allow anything. */
    private static Set<Map.Entry<String, JsonNode>> telling(JsonNode patternProperties) {
        var all = patternProperties.properties();
        boolean allowAnything = all.stream().map(Map.Entry::getValue).allMatch(Keywords::allowsAnything);
        return allowAnything ? Set.of() : all;
    }

    private static SchemaRefused refused(String why) {
        return new SchemaRefused(why);
    }
}
