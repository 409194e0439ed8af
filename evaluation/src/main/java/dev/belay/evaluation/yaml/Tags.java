package dev.belay.evaluation.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** What a tag before a node makes of it. */
final class Tags {
    private Tags() {}

    /** Only the tags that say what a node is anyway, and {@code !!str}; js-yaml has few more, and texts of models none. */
    static JsonNode apply(@Nullable String tag, String text, JsonNode node, String own) throws NotYaml {
        if (tag == null || tag.equals(own) && node.isContainerNode()) {
            return node;
        } else if (!node.isContainerNode() && (tag.isEmpty() || tag.equals("!str"))) {
            return JsonNodeFactory.instance.textNode(text);
        } else if (tag.isEmpty()) {
            return node;
        }
        var plain = PlainScalar.resolve(text);
        boolean fits = switch (tag) {
            case "!null" -> plain.isNull();
            case "!bool" -> plain.isBoolean();
            case "!int" -> plain.isNumber() && plain.doubleValue() == Math.rint(plain.doubleValue());
            case "!float" -> plain.isNumber();
            default -> false;
        };
        if (!fits || node.isContainerNode()) {
            throw new NotYaml("unknown tag !" + tag);
        }
        return plain;
    }
}
