package dev.belay.gate.attempt.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run took. Tokens and latency are of the calls that it paid: a recorded reply took none.
 *
 * @param outputs with a result, errors included
 * @param paid outputs for which the run called the model
 * @param recorded outputs that were recorded before
 * @param errors by the kind of their fault
 * @param promptTokens as the provider counted them
 * @param p50LatencyMs nearest rank, as the ceilings'; absent when nothing was paid
 * @param p95LatencyMs likewise
 */
public record Measures(
        int outputs,
        int paid,
        int recorded,
        Map<String, Integer> errors,
        long promptTokens,
        long completionTokens,
        @Nullable Long p50LatencyMs,
        @Nullable Long p95LatencyMs) {

    public Measures {
        errors = Map.copyOf(errors);
    }
}
