package dev.belay.gate.attempt.store;

import dev.belay.contracts.run.CaseEvaluated;
import java.util.HashMap;
import java.util.Map;

/**
 * What many results of a run say alike is kept once: they differ in little but their case and their output, and a run may
 * have a hundred thousand.
 */
final class Sharing {

    private final Map<Object, Object> kept = new HashMap<>();

    CaseEvaluated of(CaseEvaluated result) {
        return new CaseEvaluated(
                result.task(),
                shared(result.run()),
                shared(result.prompt()),
                result.subject(),
                shared(result.caseId()),
                result.sample(),
                result.outcome(),
                shared(result.checks()),
                result.error(),
                result.completion(),
                result.latencyMs(),
                result.costUsd() == null ? null : shared(result.costUsd()),
                result.promptTokens(),
                result.completionTokens(),
                result.paid());
    }

    @SuppressWarnings("unchecked")
    private <T> T shared(T value) {
        return (T) kept.computeIfAbsent(value, absent -> absent);
    }
}
