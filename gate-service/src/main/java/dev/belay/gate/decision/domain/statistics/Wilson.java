package dev.belay.gate.decision.domain.statistics;

/**
 * The score interval of a proportion: Wilson, J. Am. Stat. Assoc. 1927;22:209, as given by Newcombe, Stat. Med.
 * 1998;17:857, method 3 (without continuity correction). Shown beside a share, never compared with the share demanded.
 */
public final class Wilson {

    /** 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    public record Interval(double lower, double upper) {}

    /** {@code n} must be at least 1. */
    public static Interval interval95(int x, int n) {
        if (n < 1 || x < 0 || x > n) {
            throw new IllegalArgumentException("%d of %d (expected: 0 ≤ x ≤ n, n ≥ 1)".formatted(x, n));
        }
        double p = (double) x / n;
        double z2 = Z * Z;
        double scale = 1 + z2 / n;
        double centre = (p + z2 / (2 * n)) / scale;
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)) / scale;
        return new Interval(x == 0 ? 0 : Math.max(0, centre - half), x == n ? 1 : Math.min(1, centre + half));
    }
}
