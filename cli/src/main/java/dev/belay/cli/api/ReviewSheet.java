package dev.belay.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer is shown.
 *
 * @param notExcluded the share of defects that a clean sample of this size can still miss, with 95 % confidence
 * @param verdicts what was said before
 */
public record ReviewSheet(
        String review,
        String change,
        String prompt,
        List<MustNot> mustNots,
        List<Pair> pairs,
        double notExcluded,
        List<Verdict> verdicts) {

    public record MustNot(String id, String says) {}

    /** @param a one output, absent where there is none; which of the two is new is not said */
    public record Pair(
            int item,
            Map<String, JsonNode> vars,
            @Nullable String a,
            @Nullable String b) {}

    /** @param a whether the output at A is acceptable */
    public record Verdict(
            int item, boolean a, boolean b, @Nullable String comment) {}

    /** Pairs without a verdict. */
    public List<Pair> open() {
        var said = verdicts.stream().map(Verdict::item).toList();
        return pairs.stream().filter(pair -> !said.contains(pair.item())).toList();
    }
}
