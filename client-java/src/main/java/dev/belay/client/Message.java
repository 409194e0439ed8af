package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A chat message, rendered.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param body the whole message as the prompt has it: {@code content}, and {@code toolCalls} where there are some
 */
public record Message(String role, JsonNode body) {

    /** The text; of a message that has none, or parts, what {@link #body} has for it. */
    public String content() {
        var content = body.path("content");
        return content.isTextual() ? content.textValue() : content.isMissingNode() ? "" : content.toString();
    }
}
