package dev.belay.contracts.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code belay.decisions}, keyed by prompt: kept for ever, so it carries digests and numbers and never content. */
public sealed interface DecisionEvent extends Event
        permits DecisionEvent.ChangeApproved,
                DecisionEvent.ChangeRejected,
                DecisionEvent.ChangeHeldBack,
                DecisionEvent.ChangeWithdrawn,
                DecisionEvent.ChangeOutdated,
                DecisionEvent.BreachDetected,
                DecisionEvent.DrillStarted,
                PersonEvent {

    String prompt();

    /** The change that it is about; absent for what is about a prompt as a whole. */
    @Nullable
    String change();

    @Override
    default String key() {
        return prompt();
    }

    @EventType("dev.belay.change.approved.v1")
    record ChangeApproved(String prompt, String change, int attempt, boolean check, Decision decision)
            implements DecisionEvent {}

    @EventType("dev.belay.change.rejected.v1")
    record ChangeRejected(String prompt, String change, int attempt, boolean check, Decision decision)
            implements DecisionEvent {}

    /**
     * Only a person can go on; the decision comes later, or the change is withdrawn.
     *
     * @param waitsFor whom, in words
     */
    @EventType("dev.belay.change.held-back.v1")
    record ChangeHeldBack(String prompt, String change, int attempt, boolean check, String waitsFor, Decision decision)
            implements DecisionEvent {}

    @EventType("dev.belay.change.withdrawn.v1")
    record ChangeWithdrawn(String prompt, String change, int attempt, String by, String reason)
            implements DecisionEvent {}

    /** What was live changed under the attempt; the next one is decided against what is live now. */
    @EventType("dev.belay.change.outdated.v1")
    record ChangeOutdated(String prompt, String change, int attempt, int nextAttempt, String reason)
            implements DecisionEvent {}

    /**
     * What applications got from what is live breaks the PM's limit. Once for a deployment number.
     *
     * @param number deployment number that produced the outputs
     * @param violated ids of the must-nots
     * @param observations how many outputs violate one, in the time that the limit is for
     * @param sources from how many sources they are
     * @param outputs digests of the newest of them, the evidence
     * @param criteria whose limit it is
     * @param limit how many were too many
     * @param reason why nothing is rolled back by itself; absent where it is
     * @param detectedAt when the output was observed with which the limit was reached
     */
    @EventType("dev.belay.breach.detected.v1")
    record BreachDetected(
            String prompt,
            String environment,
            long number,
            VersionRef version,
            List<String> violated,
            int observations,
            int sources,
            List<Digest> outputs,
            Digest criteria,
            int limit,
            Answer answer,
            @Nullable String reason,
            Instant detectedAt)
            implements DecisionEvent {

        public BreachDetected {
            violated = List.copyOf(violated);
            outputs = List.copyOf(outputs);
        }

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    /**
     * A rollback is rehearsed: in its environment {@code good} is made live and then {@code bad}, and the rollback-service goes back
     * to {@code good} as soon as {@code bad} is.
     *
     * @param drill its id
     * @param goodRelease release that makes {@code good} live, and {@code badRelease} for {@code bad}
     */
    @EventType("dev.belay.drill.started.v1")
    record DrillStarted(
            String prompt,
            String drill,
            String environment,
            VersionRef good,
            VersionRef bad,
            String goodRelease,
            String badRelease,
            String by,
            Instant startedAt)
            implements DecisionEvent {

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    enum Answer {
        @JsonProperty("roll-back")
        ROLL_BACK,
        /** People look at it. */
        @JsonProperty("warn")
        WARN
    }

    /**
     * @param ruleSet the version of the rules that decided; old ones stay in the code
     * @param inputs digest of the canonical JSON of everything that was decided from: the same inputs give the same
     *     decision for ever
     * @param tasks how many outputs the run asked for
     * @param measured how many of them were measured when it was decided
     * @param cancelled how many were not, because nothing could change the decision any more
     * @param costUsd what the run's own calls cost
     */
    record Decision(
            String ruleSet,
            Digest inputs,
            VersionRef candidate,
            @Nullable VersionRef baseline,
            long baselineDeployment,
            Digest criteria,
            Digest suite,
            List<Finding> findings,
            int tasks,
            int measured,
            int cancelled,
            BigDecimal costUsd) {

        public Decision {
            findings = List.copyOf(findings);
        }
    }
}
