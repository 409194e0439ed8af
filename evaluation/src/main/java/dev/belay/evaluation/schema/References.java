package dev.belay.evaluation.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds what {@code $ref} refers to inside one schema. Nothing is ever fetched. */
final class References {
    private final JsonNode root;

    References(JsonNode root) {
        this.root = root;
    }

    /** @throws SchemaRefused when the schema holds no such place */
    JsonNode target(String reference) {
        if (reference.equals("#") || reference.equals(root.path("$id").asText("#"))) {
            return root;
        }
        int hash = reference.indexOf('#');
        var base = hash < 0 ? reference : reference.substring(0, hash);
        var pointer = hash < 0 ? "" : decoded(reference.substring(hash + 1));
        if (base.isEmpty() || base.equals(root.path("$id").asText(""))) {
            var found = pointer.startsWith("/") ? root.at(JsonPointer.compile(pointer)) : byId(root, "#" + pointer);
            if (found != null && !found.isMissingNode()) {
                return found;
            }
        }
        var named = byId(root, reference);
        if (named == null) {
            throw new SchemaRefused("can't resolve reference %s from id %s"
                    .formatted(reference, root.path("$id").asText("#")));
        }
        return named;
    }

    private static String decoded(String fragment) {
        return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode byId(JsonNode node, String id) {
        if (node.path("$id").asText("").equals(id)) {
            return node;
        }
        for (var child : node) {
            var found = byId(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
