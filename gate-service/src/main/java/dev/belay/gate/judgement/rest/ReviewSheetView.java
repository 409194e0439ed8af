package dev.belay.gate.judgement.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.gate.judgement.domain.ItemVerdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer sees.
 *
 * @param mustNots what to look for, beside the outputs
 * @param notExcluded the share of defects that a sample as large as this can still miss with 95 % confidence
 * @param verdicts what the reviewer said so far
 */
record ReviewSheetView(
        String review,
        String change,
        String prompt,
        List<MustNotView> mustNots,
        List<Pair> pairs,
        double notExcluded,
        List<ItemVerdict> verdicts) {

    record MustNotView(String id, String says) {}

    /**
     * @param vars what the prompt's variables stood for
     * @param a one output; which it is of is not said. {@code null} where there is none, or it was erased
     */
    record Pair(
            int item,
            Map<String, JsonNode> vars,
            @Nullable String a,
            @Nullable String b) {}
}
