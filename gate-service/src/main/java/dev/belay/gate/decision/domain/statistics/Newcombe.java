package dev.belay.gate.decision.domain.statistics;

import dev.belay.gate.decision.domain.statistics.Wilson.Interval;

/**
 * 95 % intervals of a difference of two shares, each square and add of Wilson's: Newcombe, Stat. Med. 1998;17:873, method 10
 * (independent samples), and 17:2635, method 10 (paired ones). Shown, never compared.
 */
public final class Newcombe {

    private Newcombe() {}

    /** Of {@code now} less {@code before}; both must have an output. */
    public static Interval independent(Passes now, Passes before) {
        return interval(now, before, 0);
    }

    /**
     * Of the share that passes now less the share that passed before, over the same cases; at least one.
     *
     * @param kept passed before and now; {@code improved} now alone, {@code worsened} before alone, {@code failing} never
     */
    public static Interval paired(int kept, int improved, int worsened, int failing) {
        int n = kept + improved + worsened + failing;
        return interval(
                new Passes(kept + improved, n), new Passes(kept + worsened, n), phi(kept, improved, worsened, failing));
    }

    private static Interval interval(Passes now, Passes before, double phi) {
        var first = Wilson.interval95(now.passed(), now.outputs());
        var second = Wilson.interval95(before.passed(), before.outputs());
        double difference = now.share() - before.share();
        double below = added(now.share() - first.lower(), second.upper() - before.share(), phi);
        double above = added(first.upper() - now.share(), before.share() - second.lower(), phi);
        return new Interval(difference - below, difference + above);
    }

    private static double added(double one, double other, double phi) {
        return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
    }

    /** How strongly both sides go together, with a correction for continuity where they do. */
    private static double phi(int a, int b, int c, int d) {
        double margins = (double) (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0) {
            return 0;
        }
        double product = (double) a * d - (double) b * c;
        double half = (a + b + c + d) / 2.0;
        double corrected = product > half ? product - half : Math.min(product, 0);
        return corrected / Math.sqrt(margins);
    }
}
