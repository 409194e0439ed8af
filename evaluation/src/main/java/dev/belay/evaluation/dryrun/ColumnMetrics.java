package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.expression.ExpressionFailed;
import dev.belay.evaluation.promptfoo.Plan.DerivedMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one column came to, added up result by result.
 *
 * <p>Named scores are sums of weighted scores, not means. Derived metrics are computed anew after each result, from these
 * sums and {@code __count}, the number of results; one that cannot be computed keeps its value, at first 0.
 */
public final class ColumnMetrics {
    private static final String COUNT = "__count";

    private final List<DerivedMetric> derived;
    private final Map<String, Double> namedScores = new LinkedHashMap<>();
    private final Map<String, Integer> namedCounts = new LinkedHashMap<>();
    private final Map<String, Double> namedWeights = new LinkedHashMap<>();
    private double score;
    private int passed;
    private int failed;
    private int errors;
    private int assertionsPassed;
    private int assertionsFailed;

    private ColumnMetrics(List<DerivedMetric> derived) {
        this.derived = derived;
    }

    /** @param results of one column, in the order of tests */
    public static ColumnMetrics of(List<StepResult> results, List<DerivedMetric> derived) {
        var metrics = new ColumnMetrics(derived);
        results.forEach(metrics::add);
        return metrics;
    }

    private void add(StepResult result) {
        score += result.score();
        passed += result.outcome() == Outcome.PASSED ? 1 : 0;
        failed += result.outcome() == Outcome.FAILED ? 1 : 0;
        errors += result.outcome() == Outcome.ERROR ? 1 : 0;
        result.namedScores().forEach((name, value) -> add(name, value, result));
        derive();
        for (var component : result.components()) {
            assertionsPassed += component.pass() ? 1 : 0;
            assertionsFailed += component.pass() ? 0 : 1;
        }
    }

    private void add(String name, double value, StepResult result) {
        int count = (int) result.components().stream()
                .filter(component -> name.equals(component.metric()))
                .count();
        double weight = result.namedWeights().getOrDefault(name, (double) Math.max(1, count));
        namedScores.merge(name, value * weight, Double::sum);
        namedWeights.merge(name, weight, Double::sum);
        namedCounts.merge(name, Math.max(1, count), Integer::sum);
    }

    private void derive() {
        var known = new LinkedHashMap<String, JsonNode>();
        namedScores.forEach((name, value) -> known.put(name, DoubleNode.valueOf(value)));
        known.put(COUNT, DoubleNode.valueOf(passed + failed + errors));
        for (var metric : derived) {
            namedScores.putIfAbsent(metric.name(), 0.0);
            try {
                var value = metric.formula().compute(known);
                if (value.isNumber()) {
                    namedScores.put(metric.name(), value.doubleValue());
                    known.put(metric.name(), value);
                }
            } catch (ExpressionFailed notYet) {
                // A metric that no result has named so far; promptfoo keeps the last value too.
                continue;
            }
        }
    }

    public double score() {
        return score;
    }

    public int passed() {
        return passed;
    }

    public int failed() {
        return failed;
    }

    public int errors() {
        return errors;
    }

    public int assertionsPassed() {
        return assertionsPassed;
    }

    public int assertionsFailed() {
        return assertionsFailed;
    }

    public Map<String, Double> namedScores() {
        return namedScores;
    }

    /** How many assertions are behind each. */
    public Map<String, Integer> namedCounts() {
        return namedCounts;
    }

    public Map<String, Double> namedWeights() {
        return namedWeights;
    }
}
