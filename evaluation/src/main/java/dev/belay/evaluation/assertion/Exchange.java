package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.provider.ChatMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, with which variables, and what came.
 *
 * @param vars as {@link dev.belay.evaluation.template.Variables#resolved} gives them
 * @param prompt rendered: a text, or a chat as JSON; only model-graded types look at it, and null is enough for all others
 */
public record Exchange(
        Output output, Map<String, JsonNode> vars, @Nullable String prompt) {

    /** The prompt as promptfoo shows it to judges: a single user message as its text, anything else as JSON. */
    public static String promptText(List<Message> messages) {
        var first = messages.getFirst();
        boolean text = first.body() != null && first.body().isTextual() && first.name() == null;
        if (messages.size() == 1 && first.role() == Role.USER && text) {
            return first.content();
        }
        var chat = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> chat.add(ChatMessage.json(message)));
        return JsonText.print(chat);
    }
}
