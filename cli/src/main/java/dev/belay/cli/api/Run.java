package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.cli.ExitCode;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import java.math.BigDecimal;
import java.time.Instant;
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
        @Nullable String reason,
        @Nullable Decision decision) {

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
