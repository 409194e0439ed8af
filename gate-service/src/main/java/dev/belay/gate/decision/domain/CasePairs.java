package dev.belay.gate.decision.domain;

import dev.belay.gate.decision.domain.Output.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cases of a suite by what became of each from baseline to candidate.
 *
 * @param unknown missing or errored on either side
 * @param kept how many passed and pass still
 * @param failing how many failed and fail still
 */
record CasePairs(List<String> improved, List<String> worsened, List<String> unknown, int kept, int failing) {

    static CasePairs of(Measurements candidate, Measurements baseline) {
        var after = candidate.cases();
        var improved = new ArrayList<String>();
        var worsened = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        int kept = 0;
        int failing = 0;
        for (var entry : baseline.cases().entrySet()) {
            var before = entry.getValue();
            var now = after.getOrDefault(entry.getKey(), State.UNKNOWN);
            if (before == State.UNKNOWN || now == State.UNKNOWN) {
                unknown.add(entry.getKey());
            } else if (before == now) {
                kept += now == State.PASSED ? 1 : 0;
                failing += now == State.FAILED ? 1 : 0;
            } else {
                (now == State.PASSED ? improved : worsened).add(entry.getKey());
            }
        }
        return new CasePairs(improved, worsened, unknown, kept, failing);
    }

    int total() {
        return improved.size() + worsened.size() + unknown.size() + kept + failing;
    }

    Map<String, Double> numbers() {
        return Map.of(
                "cases", (double) total(),
                "regressed", (double) worsened.size(),
                "improved", (double) improved.size(),
                "unmeasured", (double) unknown.size());
    }

    /** Percentage points of the cases compared by which the share that passes rose. */
    double pointsGained() {
        var compared = total() - unknown.size();
        return compared == 0 ? 0 : 100.0 * (improved.size() - worsened.size()) / compared;
    }
}
