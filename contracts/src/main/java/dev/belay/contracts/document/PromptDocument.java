package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
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

    public record Message(Role role, String content) {}

    public enum Role {
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT
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
