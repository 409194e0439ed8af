package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.cli.ExitCode;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a change as the gate has it.
 *
 * @param reason why it was withdrawn, or is outdated
 */
public record Run(
        String run,
        String change,
        int attempt,
        String prompt,
        VersionRef candidate,
        @Nullable VersionRef baseline,
        Digest criteria,
        Digest suite,
        boolean check,
        State state,
        int expected,
        int measured,
        int passed,
        int failed,
        int errors,
        int cancelled,
        @Nullable BigDecimal costUsd,
        @Nullable Instant deadline,
        @Nullable String waitsFor,
        @Nullable List<Affected> aspects,
        @Nullable String reason,
        @Nullable Decision decision) {

    /**
     * What makes the change one of tone, persona or safety.
     *
     * @param by {@code author}, {@code diff} or {@code drift}
     * @param why what was found, in words
     * @param removedBy the PM who said that it does not hold
     */
    public record Affected(
            Aspect aspect,
            String by,
            String why,
            @Nullable String removedBy,
            @Nullable String removedBecause) {}

    public List<Affected> aspectsOrNone() {
        return aspects == null ? List.of() : aspects;
    }

    public Tally tally() {
        return new Tally(expected, measured, passed, failed, errors, costUsd == null ? BigDecimal.ZERO : costUsd);
    }

    public enum State {
        @JsonProperty("evaluating")
        EVALUATING,
        @JsonProperty("in-review")
        IN_REVIEW,
        @JsonProperty("approved")
        APPROVED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("withdrawn")
        WITHDRAWN,
        @JsonProperty("outdated")
        OUTDATED;

        /** Nothing more is measured: decided, or only a person or another attempt goes on. */
        public boolean settled() {
            return this != EVALUATING;
        }

        public int exitCode() {
            return switch (this) {
                case APPROVED -> ExitCode.OK;
                case REJECTED -> ExitCode.REJECTED;
                case EVALUATING, IN_REVIEW, WITHDRAWN, OUTDATED -> ExitCode.UNDECIDED;
            };
        }

        public String words() {
            return switch (this) {
                case EVALUATING -> "evaluating";
                case IN_REVIEW -> "undecided";
                case APPROVED -> "approved";
                case REJECTED -> "rejected";
                case WITHDRAWN -> "withdrawn";
                case OUTDATED -> "outdated";
            };
        }
    }
}
