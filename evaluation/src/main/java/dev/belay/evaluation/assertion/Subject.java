package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One assertion ready to be judged.
 *
 * @param type without {@code not-}
 * @param value rendered; a missing node where the assertion has none, which is not the same as null
 */
record Subject(String type, JsonNode value, @Nullable Double threshold, Output output) {
    String text() {
        return output.text();
    }
}
