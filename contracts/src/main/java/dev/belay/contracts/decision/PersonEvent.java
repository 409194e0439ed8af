package dev.belay.contracts.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person judged, signed or settled. {@code by} is the subject of their token. */
public sealed interface PersonEvent extends DecisionEvent {

    String by();

    /**
     * A review is at its end. What was written about single outputs stays with the gate.
     *
     * @param accepted outputs of the candidate, controls not among them; so {@code rejected}
     * @param controlsAccepted how many of the blind controls were accepted; one makes the review void
     * @param seconds that the reviewer looked at it
     */
    @EventType("dev.belay.review.submitted.v1")
    record ReviewSubmitted(
            String prompt,
            String change,
            int attempt,
            String review,
            String by,
            int accepted,
            int rejected,
            int controls,
            int controlsAccepted,
            long seconds)
            implements PersonEvent {}

    /**
     * Good for exactly this candidate, baseline and criteria.
     *
     * @param roles of who signs, in the prompt's team
     */
    @EventType("dev.belay.sign-off.given.v1")
    record SignOffGiven(
            String prompt,
            String change,
            int attempt,
            String by,
            Set<SignOffRole> roles,
            Digest candidate,
            @Nullable Digest baseline,
            Digest criteria)
            implements PersonEvent {}

    /** @param ceiling the soft ceiling that the change breaks for better quality */
    @EventType("dev.belay.trade-off.decided.v1")
    record TradeOffDecided(
            String prompt, String change, int attempt, String by, String ceiling, boolean accepted, String reason)
            implements PersonEvent {}

    /** An aspect that a rule had added does not hold, says the PM. */
    @EventType("dev.belay.aspect.removed.v1")
    record AspectRemoved(String prompt, String change, int attempt, String by, Aspect aspect, String reason)
            implements PersonEvent {}

    /**
     * A finding of a rule does not stand in the way until then; never a must-not's.
     *
     * @param criterion the one that it is about; absent for a rule without one
     * @param change only this one; absent for every change of the prompt
     */
    @EventType("dev.belay.override.given.v1")
    record OverrideGiven(
            String prompt,
            String override,
            String by,
            Finding.Rule rule,
            @Nullable String criterion,
            @Nullable String change,
            String reason,
            Instant until)
            implements PersonEvent {}

    /**
     * A PM sets a flaky case aside until then: nothing is blocked because it got worse. The newest of a case counts, so that one
     * that ends at once ends an earlier one.
     *
     * @param owner who mends it
     */
    @EventType("dev.belay.case.quarantined.v1")
    record CaseQuarantined(String prompt, String caseId, String owner, String by, String reason, Instant until)
            implements PersonEvent {

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    /**
     * A PM says that this is what already runs. It is live by that word alone, not by the rules, and the record says so for
     * ever.
     *
     * @param change the check that evaluates it afterwards
     */
    @EventType("dev.belay.version.adopted.v1")
    record VersionAdopted(String prompt, String change, VersionRef version, String by, String reason)
            implements PersonEvent {}

    /**
     * A prompt that a rollback closed may be promoted to again.
     *
     * @param rollback deployment number of that rollback
     */
    @EventType("dev.belay.prompt.reopened.v1")
    record PromptReopened(String prompt, long rollback, String by, String reason) implements PersonEvent {

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    /** From now on the prompt file is theirs. */
    @EventType("dev.belay.prompt.handed-off.v1")
    record PromptHandedOff(String prompt, Owner to, String by, String reason) implements PersonEvent {

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    /**
     * A team's shape; keyed by the team.
     *
     * @param policy {@code small-team}, {@code dedicated-ml} or {@code regulated}
     * @param release when what is approved goes live, {@link Release#WHEN_APPROVED} when absent
     */
    @EventType("dev.belay.policy.chosen.v1")
    record PolicyChosen(
            String team, String policy, @Nullable Release release, String by) implements PersonEvent {

        public Release releaseOrDefault() {
            return release == null ? Release.WHEN_APPROVED : release;
        }

        @Override
        public String prompt() {
            return team;
        }

        @Override
        public @Nullable String change() {
            return null;
        }
    }

    enum Release {
        @JsonProperty("when-approved")
        WHEN_APPROVED,
        /** A PM or ops says when. */
        @JsonProperty("by-hand")
        BY_HAND
    }

    enum Owner {
        @JsonProperty("pm")
        PM,
        @JsonProperty("engineers")
        ENGINEERS
    }
}
