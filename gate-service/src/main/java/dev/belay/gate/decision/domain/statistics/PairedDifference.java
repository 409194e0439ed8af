package dev.belay.gate.decision.domain.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean difference over paired cases with standard errors clustered by what the cases share: Miller, arXiv 2411.00640,
 * with the correction sqrt(C / (C - 1)) for few clusters.
 *
 * @param mean of the differences
 * @param standardError NaN with fewer than two clusters
 */
public record PairedDifference(double mean, double standardError, int cases, int clusters) {

    /** @param cluster cases of one are not independent of each other */
    public record Difference(double value, String cluster) {}

    public static PairedDifference of(List<Difference> differences) {
        int n = differences.size();
        double mean =
                differences.stream().mapToDouble(Difference::value).average().orElse(Double.NaN);
        var sums = new LinkedHashMap<String, Double>();
        differences.forEach(one -> sums.merge(one.cluster(), one.value() - mean, Double::sum));
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        int clusters = sums.size();
        double error =
                clusters < 2 ? Double.NaN : Math.sqrt(squares) / n * Math.sqrt((double) clusters / (clusters - 1));
        return new PairedDifference(mean, error, n, clusters);
    }

    /** The one-sided bound that the true difference exceeds with the confidence 1 - alpha; NaN as the standard error. */
    public double lowerBound(double alpha) {
        return mean - margin(alpha);
    }

    /** The one-sided bound that it stays below with the confidence 1 - alpha. */
    public double upperBound(double alpha) {
        return mean + margin(alpha);
    }

    private double margin(double alpha) {
        return Double.isNaN(standardError)
                ? Double.NaN
                : TDistribution.of(clusters - 1.0).inverseCumulativeProbability(1 - alpha) * standardError;
    }
}
