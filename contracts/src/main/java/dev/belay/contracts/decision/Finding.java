package dev.belay.contracts.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says, with what it stands on.
 *
 * @param criterion the must-have, must-not, failure mode or ceiling that it is about, where it is about one
 * @param summary one line for people: ids and numbers, never an output
 * @param numbers what was measured and what was asked, by name
 */
public record Finding(
        Rule rule,
        Outcome outcome,
        @Nullable String criterion,
        String summary,
        Map<String, Double> numbers,
        List<Evidence> evidence) {

    public Finding {
        numbers = Map.copyOf(numbers);
        evidence = List.copyOf(evidence);
    }

    /** @param completion the ledger's key of the output, by which those who may see it read it */
    public record Evidence(
            String caseId,
            int sample,
            Subject subject,
            @Nullable Digest completion) {}

    /** In the order of design §5. */
    public enum Rule {
        @JsonProperty("must-not")
        MUST_NOT,
        @JsonProperty("must-have")
        MUST_HAVE,
        @JsonProperty("no-regression")
        NO_REGRESSION,
        @JsonProperty("quality-threshold")
        QUALITY_THRESHOLD,
        @JsonProperty("edge-cases")
        EDGE_CASES,
        @JsonProperty("ceilings")
        CEILINGS,
        @JsonProperty("review")
        REVIEW,
        @JsonProperty("sign-off")
        SIGN_OFF,
        @JsonProperty("four-eyes")
        FOUR_EYES,
        @JsonProperty("fresh-baseline")
        FRESH_BASELINE,
        /** Of changes that are decided all or none. */
        @JsonProperty("together")
        TOGETHER,
        /** Of the first promote after a rollback, and of what a rollback left. */
        @JsonProperty("after-rollback")
        AFTER_ROLLBACK
    }

    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("inconclusive")
        INCONCLUSIVE,
        @JsonProperty("needs-review")
        NEEDS_REVIEW,
        @JsonProperty("needs-sign-off")
        NEEDS_SIGN_OFF,
        @JsonProperty("needs-trade-off")
        NEEDS_TRADE_OFF,
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("not-applicable")
        NOT_APPLICABLE;

        /** Whether it waits for something: it neither lets the change pass nor rejects it. */
        public boolean isOpen() {
            return switch (this) {
                case INCONCLUSIVE, NEEDS_REVIEW, NEEDS_SIGN_OFF, NEEDS_TRADE_OFF, WAITING -> true;
                case PASSED, FAILED, NOT_APPLICABLE -> false;
            };
        }
    }
}
