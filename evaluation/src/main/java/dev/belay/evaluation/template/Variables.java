package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables of a case as templates see them. */
public final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*\\}\\}");
    private static final int ROUNDS = 5;

    private Variables() {}

    /**
     * promptfoo's preparation, to be done once for a case before its prompt and its assertions are rendered: one final
     * newline is dropped from each text, and {@code {{name}}} in a text is replaced, by up to five rounds of one replacement a variable.
     */
    public static Map<String, JsonNode> resolved(Map<String, JsonNode> vars) {
        var resolved = new LinkedHashMap<String, JsonNode>();
        vars.forEach((name, value) -> resolved.put(
                name,
                value.isTextual() && value.textValue().endsWith("\n")
                        ? TextNode.valueOf(
                                value.textValue().substring(0, value.textValue().length() - 1))
                        : value));
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS; round++) {
            changed = false;
            for (var name : vars.keySet()) {
                changed |= replaceOne(name, resolved);
            }
        }
        return resolved;
    }

    private static boolean replaceOne(String name, Map<String, JsonNode> vars) {
        var text = vars.get(name).textValue();
        var reference = text == null ? null : REFERENCE.matcher(text);
        if (reference == null || !reference.find() || !vars.containsKey(reference.group(1))) {
            return false;
        }
        var value = Coercion.text(vars.get(reference.group(1)));
        vars.put(
                name, TextNode.valueOf(text.substring(0, reference.start()) + value + text.substring(reference.end())));
        return true;
    }
}
