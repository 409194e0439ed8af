package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a reply depends on. Two equal requests are one completion, paid once.
 *
 * @param endpoint {@link Provider#endpoint} of who is asked; never holds a key
 * @param model provider, name and parameters
 * @param messages rendered
 * @param sample index, from 0: asks for one more reply to the same messages
 * @param epoch a later one asks again although a recorded reply exists
 * @param candidate who is asked where that is a system which runs the prompt itself; null, and no part of the digest, for models
 */
public record CompletionRequest(
        String endpoint,
        Model model,
        List<Message> messages,
        @Nullable JsonNode tools,
        @Nullable JsonNode responseFormat,
        int sample,
        int epoch,
        @Nullable Candidate candidate) {

    /**
     * A version of a prompt with the variables of a case, for a system that renders and runs it.
     *
     * @param digest of the version
     */
    public record Candidate(Digest digest, Map<String, JsonNode> vars) {}

    /** Of a model. */
    public CompletionRequest(
            String endpoint,
            Model model,
            List<Message> messages,
            @Nullable JsonNode tools,
            @Nullable JsonNode responseFormat,
            int sample,
            int epoch) {
        this(endpoint, model, messages, tools, responseFormat, sample, epoch, null);
    }

    public CompletionRequest {
        messages = List.copyOf(messages);
    }

    /** For a protocol that knows texts alone. */
    CompletionRequest withTexts() {
        return new CompletionRequest(
                endpoint, model, ChatMessage.texts(messages), tools, responseFormat, sample, epoch, candidate);
    }

    /** The ledger's key: of the canonical JSON of this whole request. */
    public Digest digest() {
        return CanonicalJson.of(this, EventJson.mapper()).digest();
    }
}
