package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import java.math.BigDecimal;
import java.util.List;

/** What deciding came to. */
public sealed interface Outcome {

    /** Results are missing and none of those here decides alone. */
    record NotYet(int missing) implements Outcome {}

    /** What is live is not what the candidate was compared with, so the attempt cannot be decided. */
    record Outdated(long baselineDeployment, long liveNumber) implements Outcome {}

    /** What there is decides nothing, and more outputs may. */
    record MoreSamples(Extension extension) implements Outcome {}

    /**
     * @param waitsFor whom and what would settle it; empty unless held back
     * @param tasks how many outputs the run asked for
     * @param measured how many of them have a result, errors included
     * @param cancelled how many have none, because nothing could change the verdict any more
     * @param costUsd what the run's own calls cost
     */
    record Decided(
            Verdict verdict,
            List<Finding> findings,
            String waitsFor,
            int tasks,
            int measured,
            int cancelled,
            BigDecimal costUsd)
            implements Outcome {

        /** As it is published. */
        public Decision on(Inputs inputs, Digest digest) {
            var change = inputs.change();
            return new Decision(
                    inputs.ruleSet(),
                    digest,
                    change.candidate(),
                    change.baseline(),
                    change.baselineDeployment(),
                    change.criteria(),
                    change.suite(),
                    findings,
                    tasks,
                    measured,
                    cancelled,
                    costUsd);
        }
    }
}
