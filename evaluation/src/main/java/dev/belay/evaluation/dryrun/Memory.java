package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** What later questions of one chain know of earlier ones; used by one thread at a time. */
final class Memory {
    static final String CONVERSATION = "_conversation";

    private final Map<String, ArrayNode> conversations = new LinkedHashMap<>();
    private final Map<String, JsonNode> stored = new LinkedHashMap<>();

    /** Outputs under the names that {@code storeOutputAs} gave them. */
    Map<String, JsonNode> stored() {
        return stored;
    }

    void store(String name, JsonNode output) {
        stored.put(name, output);
    }

    /** A list of {@code {prompt, input, output}}, oldest first. */
    ArrayNode conversation(String key) {
        return conversations
                .computeIfAbsent(key, none -> JsonNodeFactory.instance.arrayNode())
                .deepCopy();
    }

    /** @param output what was said; an empty text when there was none */
    void said(String key, String prompt, JsonNode output) {
        JsonNode asked;
        try {
            asked = JsonText.parse(prompt);
        } catch (NotJson text) {
            asked = TextNode.valueOf(prompt);
        }
        var last = asked.isArray() && !asked.isEmpty() ? asked.get(asked.size() - 1) : asked;
        conversations
                .computeIfAbsent(key, none -> JsonNodeFactory.instance.arrayNode())
                .addObject()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("prompt", asked)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "input", last.has("content") ? last.get("content") : last)
                .set("output", output);
    }
}
