package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.yaml.NotYaml;
import dev.belay.evaluation.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rendered prompt as messages: what is JSON or a YAML list of roles is a chat, anything else is what the user says. */
final class ChatMessages {
    private static final Pattern JSON_LIST =
            Pattern.compile("\\[\\s*([\"{\\[\\d-]|true|false|null|$).*\\]|\\[\\s*\\]", Pattern.DOTALL);

    private ChatMessages() {}

    /** The prompt cannot be sent; promptfoo makes the case an error, or the model's server does. */
    static final class NoChat extends Exception {
        private static final long serialVersionUID = 1;

        NoChat(String why) {
            super(why);
        }
    }

    static List<Message> of(String prompt) throws NoChat {
        var trimmed = prompt.strip();
        if (trimmed.startsWith("- role:")) {
            try {
                return messages(YamlText.parse(prompt));
            } catch (NotYaml malformed) {
                throw new NoChat("Chat Completion prompt is not a valid YAML string: " + malformed.getMessage());
            }
        }
        try {
            return messages(JsonText.parse(prompt));
        } catch (NotJson text) {
            boolean meant = trimmed.startsWith("{") && trimmed.endsWith("}")
                    || JSON_LIST.matcher(trimmed).matches();
            if (meant) {
                throw new NoChat("Chat Completion prompt is not a valid JSON string: " + text.getMessage());
            }
            return List.of(new Message(Role.USER, prompt));
        }
    }

    private static List<Message> messages(JsonNode chat) throws NoChat {
        if (!chat.isArray()) {
            throw new NoChat("the prompt is JSON and no list of messages, so no model's server accepts it");
        }
        var messages = new ArrayList<Message>();
        for (var each : chat) {
            var name = each.path("name");
            var answers = each.path("tool_call_id");
            messages.add(new Message(
                    role(each.path("role").asText("")),
                    content(each),
                    name.isTextual() ? name.textValue() : null,
                    each.get("tool_calls"),
                    answers.isTextual() ? answers.textValue() : null));
        }
        return messages;
    }

    private static Role role(String role) throws NoChat {
        return switch (role) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            default ->
                throw new NoChat(
                        "a message of role \"" + role + "\" (expected: system, developer, user, assistant or tool)");
        };
    }

    /** A text or parts; an assistant that calls tools need not say anything. */
    private static @Nullable JsonNode content(JsonNode message) throws NoChat {
        var content = message.path("content");
        boolean parts = content.isArray() && !content.isEmpty();
        if (!content.isTextual() && !parts && !message.path("tool_calls").isArray()) {
            throw new NoChat("a message without content");
        }
        return content.isTextual() || parts ? content : null;
    }
}
