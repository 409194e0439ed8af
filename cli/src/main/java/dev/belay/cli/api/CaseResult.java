package dev.belay.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;

/** What one task came to, with its place in the run's results, from which a reader goes on. */
public record CaseResult(long seq, CaseEvaluated evaluated) {

    /** @param row a result with its place among its members, as the gate lists and streams them */
    public static CaseResult of(JsonNode row) throws JsonProcessingException {
        return new CaseResult(row.path("seq").asLong(), EventJson.mapper().treeToValue(row, CaseEvaluated.class));
    }
}
