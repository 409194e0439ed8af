package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding.Evidence;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import org.jspecify.annotations.Nullable;

/** One output that the run asked for, and its result if there is one. */
record Output(
        Subject subject,
        String caseId,
        int sample,
        @Nullable CaseEvaluated result) {

    /** Of an output, a case or a criterion: {@code UNKNOWN} is evidence that is missing, and never counts as passed. */
    enum State {
        PASSED,
        FAILED,
        UNKNOWN
    }

    /**
     * As the worker said, unless its checks say worse: a violated criterion fails and a score that is not a number
     * leaves it unknown.
     */
    State state() {
        if (result == null) {
            return State.UNKNOWN;
        }
        var violated = result.checks().stream()
                .anyMatch(check -> check.source() != Source.CASE && stateOf(check) == State.FAILED);
        return switch (result.outcome()) {
            case FAILED -> State.FAILED;
            case ERROR -> State.UNKNOWN;
            case PASSED ->
                violated
                        ? State.FAILED
                        : result.checks().stream().anyMatch(check -> Double.isNaN(check.score()))
                                ? State.UNKNOWN
                                : State.PASSED;
        };
    }

    /** Of one criterion on this output; without a check it is unknown, and of several the worst counts. */
    State on(Source source, String criterion) {
        if (result == null) {
            return State.UNKNOWN;
        }
        var states = result.checks().stream()
                .filter(check -> check.source() == source && check.id().equals(criterion))
                .map(Output::stateOf)
                .toList();
        if (states.contains(State.FAILED)) {
            return State.FAILED;
        }
        return states.isEmpty() || states.contains(State.UNKNOWN) ? State.UNKNOWN : State.PASSED;
    }

    /** Whether two judgements differ on whether it violates the must-not. */
    boolean isDisputed(String mustNot) {
        return result != null
                && result.checks().stream()
                        .anyMatch(check ->
                                check.source() == Source.MUST_NOT && check.id().equals(mustNot) && check.disputed());
    }

    Evidence evidence() {
        return new Evidence(caseId, sample, subject, completion());
    }

    /** The ledger's key of what it says; absent without a reply. */
    @Nullable
    Digest completion() {
        return result == null ? null : result.completion();
    }

    private static State stateOf(Check check) {
        return switch (check.outcome()) {
            case FAILED -> check.disputed() ? State.UNKNOWN : State.FAILED;
            case ERROR -> State.UNKNOWN;
            case PASSED -> Double.isNaN(check.score()) ? State.UNKNOWN : State.PASSED;
        };
    }
}
