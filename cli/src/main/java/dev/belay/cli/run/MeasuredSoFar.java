package dev.belay.cli.run;

import dev.belay.cli.api.CaseResult;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's results as they come, counted one by one: a hundred thousand of them are never held at once. Each counts once,
 * however often it is sent; only an error can be replaced.
 */
final class MeasuredSoFar {

    private final Map<Digest, CaseEvaluated> errored = new HashMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final TreeMap<Long, Integer> latencies = new TreeMap<>();
    private long seen;
    private int outputs;
    private int paid;
    private int recorded;
    private long promptTokens;
    private long completionTokens;

    /** The place of the last result taken, after which a reader goes on. */
    long seen() {
        return seen;
    }

    void take(CaseResult result) {
        if (result.seq() > seen) {
            seen = result.seq();
            take(result.evaluated());
        }
    }

    void take(CaseEvaluated result) {
        var replaced = errored.remove(result.task());
        if (replaced == null) {
            outputs++;
        } else {
            errors.computeIfPresent(kind(replaced), (kind, count) -> count == 1 ? null : count - 1);
        }
        if (result.outcome() == CaseEvaluated.Outcome.ERROR) {
            errored.put(result.task(), result);
            errors.merge(kind(result), 1, Integer::sum);
        }
        // A reply that could not be scored is recorded, and counts as what it was at first.
        if (result.completion() != null && (replaced == null || replaced.completion() == null)) {
            takeReply(result);
        }
    }

    private void takeReply(CaseEvaluated result) {
        if (!result.paid()) {
            recorded++;
            return;
        }
        paid++;
        promptTokens += result.promptTokens() == null ? 0 : result.promptTokens();
        completionTokens += result.completionTokens() == null ? 0 : result.completionTokens();
        if (result.latencyMs() != null) {
            latencies.merge(result.latencyMs(), 1, Integer::sum);
        }
    }

    private static String kind(CaseEvaluated result) {
        return result.error() == null ? "not evaluated" : result.error().kind();
    }

    Measures measures() {
        return new Measures(
                outputs,
                paid,
                recorded,
                Map.copyOf(errors),
                promptTokens,
                completionTokens,
                percentile(50),
                percentile(95));
    }

    /** Nearest rank: the smallest latency that at least this share of the calls does not exceed. */
    private @Nullable Long percentile(int percent) {
        long calls = latencies.values().stream().mapToLong(Integer::longValue).sum();
        long rank = (percent * calls + 99) / 100;
        for (var latency : latencies.entrySet()) {
            rank -= latency.getValue();
            if (rank <= 0) {
                return latency.getKey();
            }
        }
        return null;
    }
}
