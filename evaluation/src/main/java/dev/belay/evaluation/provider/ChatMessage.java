package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Messages in the shape of the chat-completions protocol, and what of them other protocols can be told. */
public final class ChatMessage {

    /** Those that get messages in this shape, or know them from a recording. */
    private static final Set<String> TAKE_ALL = Set.of(Providers.OPENAI, Providers.HTTP, Providers.REPLAY);

    private ChatMessage() {}

    public static ObjectNode json(Message message) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("role", message.role().name().toLowerCase(Locale.ROOT));
        json.set("content", message.body());
        if (message.name() != null) {
            json.put("name", message.name());
        }
        if (message.toolCalls() != null) {
            json.set("tool_calls", message.toolCalls());
        }
        if (message.toolCallId() != null) {
            json.put("tool_call_id", message.toolCallId());
        }
        return json;
    }

    static JsonNode json(List<Message> messages) {
        var chat = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> chat.add(json(message)));
        return chat;
    }

    /** What Belay cannot pass on to the provider, since it would be lost on the way. */
    public static Optional<String> lostOn(String provider, Message message) {
        if (TAKE_ALL.contains(provider)) {
            return Optional.empty();
        }
        var lost = message.role() == Role.TOOL
                ? "a message of role tool"
                : message.toolCalls() != null
                        ? "calls of tools"
                        : message.name() != null ? "a name" : pictured(message) ? "a part that is no text" : null;
        return Optional.ofNullable(lost)
                .map(what -> what + " can be passed on to " + Providers.OPENAI
                        + " (and compatible servers) only, not to " + provider);
    }

    private static boolean pictured(Message message) {
        var body = message.body();
        return body != null
                && body.isArray()
                && body.valueStream().anyMatch(part -> !part.path("text").isTextual());
    }

    /** For a protocol that knows texts alone. Who has no role for developers hears them as the system. */
    static List<Message> texts(List<Message> messages) {
        return messages.stream()
                .map(message ->
                        new Message(message.role() == Role.DEVELOPER ? Role.SYSTEM : message.role(), message.content()))
                .toList();
    }

    static boolean takesAll(String provider) {
        return TAKE_ALL.contains(provider);
    }
}
