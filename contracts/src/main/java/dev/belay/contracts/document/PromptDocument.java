package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of one version of a prompt, in normal form: {@code model: openai:gpt-4.1-mini} is written out. Its
 * canonical JSON is what a version's digest is of.
 *
 * @param name {@code team/name}
 * @param template the engine that renders the messages, {@link Template#MUSTACHE} when absent
 * @param tools passed to the provider as they are
 * @param responseFormat passed to the provider as it is
 */
public record PromptDocument(
        String name,
        @Nullable Template template,
        Model model,
        List<Message> messages,
        @Nullable JsonNode tools,
        @Nullable JsonNode responseFormat) {

    /** The largest canonical JSON that a version may have, in bytes of UTF-8: a release carries it through Kafka. */
    public static final int MAX_BYTES = 512 * 1024;

    public PromptDocument {
        messages = List.copyOf(messages);
    }

    public Template templateOrDefault() {
        return template == null ? Template.MUSTACHE : template;
    }

    /**
     * @param provider {@code openai} (any server of the chat-completions protocol), {@code anthropic}, {@code gemini},
     *     {@code ollama}, {@code http} (the team's own endpoint), {@code replay} or {@code simulated}
     * @param name the provider's name of the model; of {@code http} the address
     * @param maxTokens bound on the reply's length, in the model's tokens
     */
    public record Model(
            String provider,
            String name,
            @Nullable Double temperature,
            @Nullable Integer maxTokens,
            @Nullable Double topP,
            @Nullable Long seed,
            @Nullable List<String> stop) {}

    /**
     * One message of a chat, with what the chat-completions protocol knows.
     *
     * @param body its content: a text, or a list of parts, {@code {type: text, text}} or {@code {type: image_url,
     *     image_url: {url}}}; absent where an assistant only calls tools
     * @param name of who speaks, among several of one role
     * @param toolCalls what an assistant called: {@code [{id, type: function, function: {name, arguments}}]}
     * @param toolCallId which call a message of role {@code tool} answers
     */
    public record Message(
            Role role,
            @JsonProperty("content") @Nullable JsonNode body,
            @Nullable String name,
            @Nullable JsonNode toolCalls,
            @Nullable String toolCallId) {

        public Message {
            body = body == null || body.isNull() ? null : body;
            toolCalls = toolCalls == null || toolCalls.isNull() ? null : toolCalls;
        }

        public Message(Role role, String content) {
            this(role, TextNode.valueOf(content), null, null, null);
        }

        /** What it says as text: of parts their texts, line by line, and nothing where it says nothing. */
        public String content() {
            if (body == null || body.isTextual()) {
                return body == null ? "" : body.textValue();
            }
            return body.valueStream()
                    .map(part -> part.path("text"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining("\n"));
        }

        /** What it has beside that, written as JSON: parts of another kind, who speaks, and what is called or answered. */
        public String besidesText() {
            var parts = body == null || !body.isArray() ? Stream.<JsonNode>of() : body.valueStream();
            var others = parts.filter(part -> !part.path("text").isTextual());
            return Stream.<@Nullable Object>concat(others, Stream.of(name, toolCalls, toolCallId))
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
        }
    }

    public enum Role {
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("developer")
        DEVELOPER,
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT,
        @JsonProperty("tool")
        TOOL
    }

    public enum Template {
        MUSTACHE,

        /** Without HTML escaping, and where what is missing renders as nothing: what promptfoo's files are written in. */
        NUNJUCKS;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
