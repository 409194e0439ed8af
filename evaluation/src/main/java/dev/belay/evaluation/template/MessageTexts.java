package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument.Message;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The texts of a message, wherever in it they stand; each is a template of its own, as in promptfoo. */
public final class MessageTexts {

    private MessageTexts() {}

    static Set<String> of(Message message) {
        var texts = new LinkedHashSet<String>();
        with(message, text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    public static Message with(Message message, UnaryOperator<String> change) {
        return new Message(
                message.role(),
                with(message.body(), change),
                message.name() == null ? null : change.apply(message.name()),
                with(message.toolCalls(), change),
                message.toolCallId() == null ? null : change.apply(message.toolCallId()));
    }

    private static @Nullable JsonNode with(@Nullable JsonNode value, UnaryOperator<String> change) {
        var nodes = JsonNodeFactory.instance;
        if (value == null) {
            return null;
        } else if (value.isTextual()) {
            return nodes.textNode(change.apply(value.textValue()));
        } else if (value.isArray()) {
            var list = nodes.arrayNode();
            value.forEach(element -> list.add(with(element, change)));
            return list;
        } else if (value.isObject()) {
            var object = nodes.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), with(field.getValue(), change)));
            return object;
        }
        return value;
    }
}
