package dev.belay.gate.decision.domain.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The step-down correction for many tests at once: Holm, Scand. J. Stat. 1979;6:65. */
public final class Holm {

    private Holm() {}

    /**
     * The adjusted p-values, in the order given: rejecting those at or below alpha keeps the chance of any false rejection at
     * alpha.
     */
    public static double[] adjusted(double... p) {
        var ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        var adjusted = new double[p.length];
        double highest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int test = ascending.get(rank);
            highest = Math.max(highest, Math.min(1, (p.length - rank) * p[test]));
            adjusted[test] = highest;
        }
        return adjusted;
    }
}
