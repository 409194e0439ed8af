package dev.belay.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.run.CaseEvaluated;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run took. Tokens and latency are of the calls that it paid: a recorded reply took none.
 *
 * @param outputs with a result, errors included
 * @param paid outputs for which the run called the model
 * @param recorded outputs that were recorded before
 * @param errors by kind, as in {@link CaseEvaluated.Fault}
 * @param promptTokens as the provider counted them
 * @param p50LatencyMs nearest rank, as the ceilings'; absent when nothing was paid
 * @param p95LatencyMs likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measures(
        int outputs,
        int paid,
        int recorded,
        Map<String, Integer> errors,
        long promptTokens,
        long completionTokens,
        @Nullable Long p50LatencyMs,
        @Nullable Long p95LatencyMs) {

    static final Measures NONE = new Measures(0, 0, 0, Map.of(), 0, 0, null, null);

    /** @param results in the order in which they came, so that a retry's replaces the error before it */
    static Measures of(Collection<CaseEvaluated> results) {
        var soFar = new MeasuredSoFar();
        results.forEach(soFar::take);
        return soFar.measures();
    }

    long tokens() {
        return promptTokens + completionTokens;
    }

    /** How many outputs lack a reply because the run's budget allowed no call for it. */
    public int unaffordable() {
        return errors.getOrDefault("budget", 0);
    }
}
