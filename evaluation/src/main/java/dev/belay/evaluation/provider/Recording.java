package dev.belay.evaluation.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.Answer.Reply;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completion as one JSON line: what was asked, and what came. Holds outputs and variables as they were.
 *
 * @param model the provider's name of it; null stands for any
 * @param messages as rendered
 * @param sample null stands for any
 * @param finishReason {@code stop} when null
 * @param latencyMs 0 when null
 */
public record Recording(
        @Nullable String model,
        List<Message> messages,
        @Nullable JsonNode tools,
        @Nullable JsonNode responseFormat,
        @Nullable Integer sample,
        String text,
        @Nullable String finishReason,
        @Nullable Boolean refused,
        @Nullable Long latencyMs,
        @Nullable Integer promptTokens,
        @Nullable Integer completionTokens,
        @Nullable BigDecimal costUsd) {

    public Recording {
        messages = List.copyOf(messages);
    }

    public static Recording of(CompletionRequest request, Reply reply) {
        return new Recording(
                request.model().name(),
                request.messages(),
                request.tools(),
                request.responseFormat(),
                request.sample(),
                reply.text(),
                reply.finishReason(),
                reply.refused(),
                reply.latencyMs(),
                reply.promptTokens(),
                reply.completionTokens(),
                reply.costUsd());
    }

    /** One line, without its end. */
    public String line() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recording that is no JSON: " + e.getMessage(), e);
        }
    }

    Reply reply() {
        return new Reply(
                text,
                finishReason == null ? "stop" : finishReason,
                refused != null && refused,
                latencyMs == null ? 0 : latencyMs,
                promptTokens,
                completionTokens,
                costUsd,
                false);
    }

    Digest key() {
        return key(model, sample, messages, tools, responseFormat);
    }

    /** Not of where it was asked and with which parameters: a recording stands in for whoever a prompt names. */
    static Digest key(
            @Nullable String model,
            @Nullable Integer sample,
            List<Message> messages,
            @Nullable JsonNode tools,
            @Nullable JsonNode responseFormat) {
        var asked = new LinkedHashMap<String, Object>();
        asked.put("messages", messages);
        putIfSaid(asked, "model", model);
        putIfSaid(asked, "sample", sample);
        putIfSaid(asked, "tools", tools);
        putIfSaid(asked, "responseFormat", responseFormat);
        return CanonicalJson.of(asked, EventJson.mapper()).digest();
    }

    private static void putIfSaid(LinkedHashMap<String, Object> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value);
        }
    }
}
