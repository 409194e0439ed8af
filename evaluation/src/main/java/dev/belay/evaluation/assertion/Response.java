package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came with a model's text.
 *
 * @param structured the output where it is no text: calls of tools, a message with both text and calls
 * @param finishReason in OpenAI's words ({@link #normalised}); null where the provider gives none
 * @param logProbabilities of the tokens; empty where the provider gives none
 * @param flagged whether the provider's own guardrails or the model's refusal field stopped the reply
 * @param tools that the model could call, as the prompt has them
 * @param functions that the model could call, in the form before tools
 */
public record Response(
        @Nullable JsonNode structured,
        @Nullable String finishReason,
        List<Double> logProbabilities,
        boolean flagged,
        @Nullable JsonNode tools,
        @Nullable JsonNode functions) {

    public static final Response NONE = new Response(null, null, List.of(), false, null, null);

    private static final Map<String, String> OPENAI_WORDS = Map.of(
            "function_call", "tool_calls",
            "end_turn", "stop",
            "stop_sequence", "stop",
            "max_tokens", "length",
            "model_context_window_exceeded", "length",
            "tool_use", "tool_calls",
            "refusal", "content_filter");

    public Response {
        logProbabilities = List.copyOf(logProbabilities);
        finishReason = normalised(finishReason);
    }

    /**
     * Of a recorded reply.
     *
     * @param text of a reply that calls tools the calls, as JSON
     */
    public static Response of(String text, String finishReason, boolean refused, @Nullable JsonNode tools) {
        var finish = normalised(finishReason);
        JsonNode calls = null;
        if ("tool_calls".equals(finish)) {
            try {
                var parsed = JsonText.parse(text);
                calls = parsed.isContainerNode() ? parsed : null;
            } catch (NotJson textBesideCalls) {
                calls = null;
            }
        }
        return new Response(calls, finish, List.of(), refused || "content_filter".equals(finish), tools, null);
    }

    /** Providers' words for why a reply ended, in OpenAI's; a word that is not known stays, in lower case. */
    public static @Nullable String normalised(@Nullable String finishReason) {
        if (finishReason == null || finishReason.isBlank()) {
            return null;
        }
        var word = finishReason.strip().toLowerCase(Locale.ROOT);
        return OPENAI_WORDS.getOrDefault(word, word);
    }
}
