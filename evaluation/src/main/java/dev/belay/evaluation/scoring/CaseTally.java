package dev.belay.evaluation.scoring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * promptfoo's arithmetic of one case, or of one set of assertions in it. The score is the weighted mean, 0 when nothing
 * has weight. Every assertion must pass; or, with a threshold, the score alone decides, inclusively. Summed in the order
 * of {@link #add}, so that a threshold is met or missed by the same last bit.
 */
public final class CaseTally {
    private final @Nullable Double threshold;
    private double score;
    private double weights;
    private @Nullable String failure;
    private final Map<String, Double> named = new LinkedHashMap<>();
    private final Map<String, Double> namedWeights = new LinkedHashMap<>();

    public CaseTally(@Nullable Double threshold) {
        this.threshold = threshold;
    }

    /**
     * @param reason why it fails, when it does
     * @param namedScores by metric, each the weighted mean of what has that metric
     * @param namedWeights the sum of the weights behind each
     */
    public record Result(
            boolean pass,
            double score,
            String reason,
            Map<String, Double> namedScores,
            Map<String, Double> namedWeights) {}

    /** Of a case without assertions. */
    public static Result nothingDemanded() {
        return new Result(true, 1, "No assertions", Map.of(), Map.of());
    }

    /** @param metric none when null or empty */
    public void add(boolean pass, double value, String reason, double weight, @Nullable String metric) {
        score += value * weight;
        weights += weight;
        if (metric != null && !metric.isEmpty()) {
            name(metric, value, weight);
        }
        if (!pass) {
            failure = reason;
        }
    }

    /** A set: counts as one assertion, and its named scores count with its weight, except one of its own name. */
    public void add(Result set, double weight, @Nullable String metric) {
        add(set.pass(), set.score(), set.reason(), weight, metric);
        set.namedScores().forEach((name, value) -> {
            if (!name.equals(metric)) {
                name(name, value, set.namedWeights().getOrDefault(name, 1.0) * weight);
            }
        });
    }

    private void name(String metric, double value, double weight) {
        named.merge(metric, value * weight, Double::sum);
        namedWeights.merge(metric, weight, Double::sum);
    }

    public Result result() {
        double mean = weights > 0 ? score / weights : 0;
        boolean pass = threshold == null ? failure == null : mean >= threshold;
        var reason = failure == null ? "" : failure;
        if (threshold != null && !pass) {
            reason = "score %.2f is below the threshold %s".formatted(mean, threshold);
        }
        var means = new LinkedHashMap<String, Double>();
        named.forEach((name, sum) -> {
            double weight = namedWeights.getOrDefault(name, 0.0);
            means.put(name, weight > 0 ? sum / weight : 0);
        });
        return new Result(
                pass, mean, reason, Collections.unmodifiableMap(means), Collections.unmodifiableMap(namedWeights));
    }
}
