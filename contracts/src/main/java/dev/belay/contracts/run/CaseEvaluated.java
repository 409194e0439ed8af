package dev.belay.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code belay.eval-results}, keyed by run: what one task came to. Carries no output: that lies in the ledger under
 * {@code completion}.
 *
 * @param outcome {@code error} when anything that had to be measured could not be; then {@code error} says why
 * @param checks one for every criterion and every assertion of the case; empty when there was no output
 * @param completion the ledger's key of the reply
 * @param latencyMs of the recorded call, also when it was not made again
 * @param costUsd of the recorded call, US dollars; absent for a model without a known price
 * @param paid whether this task made the call, rather than finding it in the ledger
 */
@EventType("dev.belay.case.evaluated.v1")
public record CaseEvaluated(
        Digest task,
        String run,
        String prompt,
        Subject subject,
        String caseId,
        int sample,
        Outcome outcome,
        List<Check> checks,
        @Nullable Fault error,
        @Nullable Digest completion,
        @Nullable Long latencyMs,
        @Nullable BigDecimal costUsd,
        @Nullable Integer promptTokens,
        @Nullable Integer completionTokens,
        boolean paid)
        implements Event {

    public CaseEvaluated {
        checks = List.copyOf(checks);
    }

    @Override
    public String key() {
        return run;
    }

    /** Of a whole output: passed when no must-not is violated, every must-have is satisfied and the case's own hold. */
    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("error")
        ERROR
    }

    /**
     * @param id the criterion's id; for an assertion of the case, its place in the list, from 0
     * @param outcome of a must-not: {@code failed} when the forbidden thing was found
     * @param score 0 to 1
     * @param reason why it is not {@code passed}; may quote numbers, never the output
     * @param judge absent where no model was asked
     * @param confirmation of a violation that a judge found; absent of everything else
     */
    public record Check(
            Source source,
            String id,
            String type,
            Outcome outcome,
            double score,
            @Nullable String reason,
            @Nullable JudgedBy judge,
            @Nullable Confirmation confirmation) {

        /** Of a check that asks no model. */
        public Check(Source source, String id, String type, Outcome outcome, double score, @Nullable String reason) {
            this(source, id, type, outcome, score, reason, null, null);
        }

        /** Whether two judgements differ on it, so that a person has to look. */
        public boolean disputed() {
            return outcome == Outcome.FAILED && confirmation != null && confirmation.outcome() == Outcome.PASSED;
        }
    }

    /**
     * A second judgement of the same output, asked in other words and independent of the first.
     *
     * @param outcome {@code failed} when the forbidden thing was found again
     */
    public record Confirmation(Outcome outcome, @Nullable JudgedBy judge) {}

    /**
     * Who judged. Two judgements are comparable when all but {@code completions} agree.
     *
     * @param prompt digest of everything that the judge is told before an output comes in
     * @param completions the ledger's keys of its replies, in order; its words lie there
     */
    public record JudgedBy(String provider, String model, Digest prompt, List<Digest> completions) {

        public JudgedBy {
            completions = List.copyOf(completions);
        }
    }

    public enum Source {
        @JsonProperty("must-have")
        MUST_HAVE,
        @JsonProperty("must-not")
        MUST_NOT,
        @JsonProperty("case")
        CASE
    }

    /** @param kind a stable word for machines: {@code budget}, {@code timeout}, {@code provider}, {@code template}, … */
    public record Fault(String kind, String message) {}
}
