package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.JsonText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps material within the tags that a prompt puts around it: whatever looks like one of the prompt's own tags loses its
 * {@code <} inside of material, so that an output cannot end its own place and begin another.
 */
final class Marks {
    private static final Pattern TAG = Pattern.compile("<\\s*/?\\s*([A-Za-z][\\w-]*)");

    private final @Nullable Pattern lookAlike;

    private Marks(@Nullable Pattern lookAlike) {
        this.lookAlike = lookAlike;
    }

    static Marks of(Collection<String> templates) {
        var names = new TreeSet<String>();
        templates.forEach(template -> TAG.matcher(template).results().forEach(tag -> names.add(tag.group(1))));
        if (names.isEmpty()) {
            return new Marks(null);
        }
        var alternatives = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return new Marks(Pattern.compile(
                "<(?=[\\s\\p{Cf}]*/?[\\s\\p{Cf}]*(?:" + alternatives + ")(?![\\w-]))",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** promptfoo's preparation as well: objects, and those in a list, become their JSON. */
    Map<String, JsonNode> kept(Map<String, JsonNode> material) {
        var kept = new LinkedHashMap<String, JsonNode>();
        material.forEach((name, value) -> kept.put(name, kept(value)));
        return kept;
    }

    private JsonNode kept(JsonNode value) {
        if (value.isArray()) {
            var elements = JsonNodeFactory.instance.arrayNode();
            value.forEach(
                    element -> elements.add(element.isContainerNode() ? text(JsonText.print(element)) : kept(element)));
            return elements;
        } else if (value.isObject()) {
            return text(JsonText.print(value));
        }
        return value.isTextual() ? text(value.textValue()) : value;
    }

    private TextNode text(String text) {
        return TextNode.valueOf(
                lookAlike == null ? text : lookAlike.matcher(text).replaceAll("&lt;"));
    }
}
