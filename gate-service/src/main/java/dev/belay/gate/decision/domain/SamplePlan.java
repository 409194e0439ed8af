package dev.belay.gate.decision.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many samples of each case a run asks for.
 *
 * @param every of each case
 * @param more of cases that have more
 */
record SamplePlan(int every, Map<String, Integer> more) {

    static SamplePlan of(int opened, List<Extension> extensions) {
        int every = opened;
        var more = new HashMap<String, Integer>();
        for (var extension : extensions) {
            if (extension.cases().isEmpty()) {
                every = Math.max(every, extension.samples());
            }
            extension.cases().forEach(id -> more.merge(id, extension.samples(), Math::max));
        }
        return new SamplePlan(every, Map.copyOf(more));
    }

    int of(String caseId) {
        return Math.max(every, more.getOrDefault(caseId, 0));
    }
}
