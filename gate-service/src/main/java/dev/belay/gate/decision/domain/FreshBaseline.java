package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import java.util.List;
import java.util.Map;

/** Design §5, rule 10. A change that is decided at all is decided against what is live: another ends as {@link Outcome.Outdated}. */
final class FreshBaseline {

    private FreshBaseline() {}

    static Ruling judge(Inputs.Proposal change) {
        var summary = change.baseline() == null
                ? "nothing was live"
                : Findings.say(
                        "decided against %s, live as deployment %d", change.baseline(), change.baselineDeployment());
        return Ruling.of(Findings.of(
                Rule.FRESH_BASELINE,
                Finding.Outcome.PASSED,
                null,
                summary,
                Map.of("deployment", (double) change.baselineDeployment()),
                List.of()));
    }
}
