package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.javascript.Whitespace;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the tools that an output calls, in the forms of OpenAI, Anthropic and Google, as JSON or as JSON blocks in a
 * text. A block starts and ends a line, and stands in no code fence.
 */
final class ToolNames {
    private final Set<String> names = new TreeSet<>();

    private ToolNames() {}

    static Set<String> in(JsonNode output) {
        var found = new ToolNames();
        if (output.isTextual()) {
            found.inText(output.textValue());
        } else {
            found.inValue(output);
        }
        return found.names;
    }

    private void inText(String text) {
        try {
            var parsed = JsonText.parse(text);
            if (parsed.isTextual()) {
                inText(parsed.textValue());
            } else {
                inValue(parsed);
            }
        } catch (NotJson mixed) {
            inBlocks(text);
        }
    }

    private void inBlocks(String text) {
        boolean fenced = false;
        int at = 0;
        while (at < text.length()) {
            int lineEnd = text.indexOf('\n', at);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            var line = Whitespace.trim(text.substring(at, lineEnd));
            int next = lineEnd + 1;
            if (line.startsWith("```") || line.startsWith("~~~")) {
                fenced = !fenced;
            } else if (!fenced && (line.startsWith("{") || line.startsWith("["))) {
                int start = text.indexOf(line.charAt(0), at);
                int end = blockEnd(text, start);
                if (end > 0 && endsLine(text, end) && inBlock(text.substring(start, end))) {
                    next = end;
                }
            }
            at = next;
        }
    }

    private boolean inBlock(String block) {
        try {
            inValue(JsonText.parse(block));
            return true;
        } catch (NotJson prose) {
            return false;
        }
    }

    /** Where the bracket at {@code start} is closed; −1 where it is not. */
    private static int blockEnd(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"' && c != '\n';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean endsLine(String text, int end) {
        int lineEnd = text.indexOf('\n', end);
        return Whitespace.trim(text.substring(end, lineEnd < 0 ? text.length() : lineEnd))
                .isEmpty();
    }

    private void inValue(JsonNode value) {
        var type = value.path("type").asText("");
        if (value.isArray()) {
            value.forEach(this::inElement);
        } else if (value.path("tool_calls").isArray()) {
            value.get("tool_calls").forEach(call -> {
                add(call.path("function"));
                add(call);
            });
        } else if ((type.equals("tool_use") || type.equals("function_call"))
                && value.path("name").isTextual()) {
            add(value);
        } else if (value.path("functionCall").isContainerNode()) {
            add(value.get("functionCall"));
        } else if (value.path("toolCall").isContainerNode()) {
            value.get("toolCall").path("functionCalls").forEach(this::add);
        }
    }

    private void inElement(JsonNode element) {
        if (element.path("type").asText("").equals("tool_use")
                && element.path("name").isTextual()) {
            add(element);
        } else if (element.path("functionCall").isContainerNode()) {
            add(element.get("functionCall"));
        } else if (element.path("function").isContainerNode()) {
            add(element.get("function"));
        } else {
            add(element);
        }
    }

    private void add(JsonNode named) {
        if (named.path("name").isTextual()) {
            names.add(named.get("name").textValue());
        }
    }
}
