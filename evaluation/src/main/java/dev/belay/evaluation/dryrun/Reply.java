package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.assertion.Response;
import org.jspecify.annotations.Nullable;

/** What came back for a prompt. */
sealed interface Reply {
    /**
     * @param output a text, or what the reply means where that is no text
     * @param costUsd null where the price is not known
     */
    record Given(JsonNode output, long latencyMs, @Nullable Double costUsd, Response response) implements Reply {}

    /** @param asked whether somebody was asked at all: then it is part of the conversation, as nothing said */
    record Failed(String reason, boolean asked) implements Reply {}
}
