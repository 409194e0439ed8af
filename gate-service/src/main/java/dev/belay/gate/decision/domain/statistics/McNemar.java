package dev.belay.gate.decision.domain.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * McNemar's exact test for cases measured on both sides: with no real change each of the {@code n} cases that flipped
 * went either way with probability 1/2 (McNemar, Psychometrika 1947;12:153, in its binomial form).
 */
public final class McNemar {

    private McNemar() {}

    /** P(X ≥ flips) for X ~ Bin(flips + opposite, 1/2); 1 when nothing flipped. */
    public static double oneSided(int flips, int opposite) {
        if (flips < 0 || opposite < 0) {
            throw new IllegalArgumentException("flips: %d, opposite: %d (expected: ≥ 0)".formatted(flips, opposite));
        }
        int n = flips + opposite;
        var term = BigInteger.ONE;
        var tail = BigInteger.ONE;
        // Upwards from all n in one direction: C(n, n - j) = C(n, n - j + 1) * (n - j + 1) / j.
        for (int j = 1; j <= opposite; j++) {
            term = term.multiply(BigInteger.valueOf(n - j + 1L)).divide(BigInteger.valueOf(j));
            tail = tail.add(term);
        }
        return new BigDecimal(tail)
                .divide(new BigDecimal(BigInteger.TWO.pow(n)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
