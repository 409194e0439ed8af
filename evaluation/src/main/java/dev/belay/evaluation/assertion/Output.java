package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * What a model gave, as assertions see it.
 *
 * @param text never trimmed or normalised; of an output that is not a text its JSON
 * @param latencyMs of the recorded call
 * @param costUsd null where the price of the call is not known
 */
public record Output(String text, long latencyMs, @Nullable Double costUsd, Response response) {

    /** For whoever knows nothing but the text: types that need more of the response cannot tell, or find nothing. */
    public Output(String text, long latencyMs, @Nullable Double costUsd) {
        this(text, latencyMs, costUsd, Response.NONE);
    }

    /** The output as JSON: what the model gave where that was not a text, else the text. */
    JsonNode value() {
        var structured = response.structured();
        return structured == null ? TextNode.valueOf(text) : structured;
    }
}
