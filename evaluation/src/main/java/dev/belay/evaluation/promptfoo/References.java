package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.document.Pointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Writes out {@code $ref: '#/…'} and YAML's {@code <<}. What stands beside a reference wins over what it refers to. A
 * reference in a JSON schema is the schema's own, unless the configuration has what it names.
 */
final class References {
    private static final int DEEPEST = 40;
    private static final Set<String> SCHEMAS = Set.of("value", "schema", "parameters", "response_format");

    private final JsonNode root;
    private final BiConsumer<String, String> refuse;

    /** @param refuse told the pointer and what is wrong */
    References(JsonNode root, BiConsumer<String, String> refuse) {
        this.root = root;
        this.refuse = refuse;
    }

    JsonNode expanded() {
        return expanded(root, "", false, 0);
    }

    private JsonNode expanded(JsonNode value, String pointer, boolean inSchema, int depth) {
        if (depth > DEEPEST) {
            refuse.accept(pointer, "references that lead to themselves");
            return value;
        } else if (value.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                array.add(expanded(value.get(i), Pointer.child(pointer, i), inSchema, depth));
            }
            return array;
        } else if (!value.isObject()) {
            return value;
        }
        return object((ObjectNode) value, pointer, inSchema, depth);
    }

    private JsonNode object(ObjectNode value, String pointer, boolean inSchema, int depth) {
        var result = JsonNodeFactory.instance.objectNode();
        var reference = value.path("$ref");
        if (reference.isTextual()) {
            var target = target(reference.textValue());
            if (target.isPresent() && !target.get().isObject()) {
                return expanded(target.get(), pointer, inSchema, depth + 1);
            } else if (target.isPresent()) {
                result.setAll((ObjectNode) expanded(target.get(), pointer, inSchema, depth + 1));
            } else if (!inSchema) {
                refuse.accept(
                        pointer, "$ref: \"" + reference.textValue() + "\" names nothing in this file; correct it");
            }
        }
        merged(value.path("<<"), pointer, depth).forEach(part -> result.setAll((ObjectNode) part));
        value.properties().forEach(field -> {
            var name = field.getKey();
            boolean written = name.equals("$ref") && reference.isTextual() && !result.isEmpty() || name.equals("<<");
            if (!written) {
                boolean schema =
                        inSchema || SCHEMAS.contains(name) && field.getValue().isContainerNode();
                result.set(name, expanded(field.getValue(), Pointer.child(pointer, name), schema, depth));
            }
        });
        return result;
    }

    /** The first of several objects wins. */
    private ArrayNode merged(JsonNode merge, String pointer, int depth) {
        var parts = JsonNodeFactory.instance.arrayNode();
        if (merge.isObject()) {
            parts.add(expanded(merge, pointer, false, depth + 1));
        }
        for (int i = merge.isArray() ? merge.size() - 1 : -1; i >= 0; i--) {
            if (merge.get(i).isObject()) {
                parts.add(expanded(merge.get(i), pointer, false, depth + 1));
            }
        }
        return parts;
    }

    private Optional<JsonNode> target(String reference) {
        if (!reference.startsWith("#/")) {
            return Optional.empty();
        }
        var pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        var target = root.at(JsonPointer.compile(pointer));
        return target.isMissingNode() ? Optional.empty() : Optional.of(target);
    }
}
