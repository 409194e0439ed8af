package dev.belay.system.model;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long an answer takes.
 *
 * @param spread of the logarithm, which is normally distributed; 0 is a fixed latency
 */
public record Latency(double medianMillis, double spread) {

    public static final Latency NONE = fixed(0);

    /** As a provider's own limit: a draw far out must not hold up a whole run. */
    private static final double LONGEST = 50;

    public Latency {
        if (!(medianMillis >= 0 && spread >= 0)) {
            throw new IllegalArgumentException(
                    "latency: median %s ms, spread %s (expected: not negative)".formatted(medianMillis, spread));
        }
    }

    public static Latency fixed(long millis) {
        return new Latency(millis, 0);
    }

    /** {@code 200}, or {@code lognormal:200:0.5}: median in milliseconds, and spread. */
    public static Latency parse(String text) {
        var parts = text.strip().split(":", -1);
        if (parts.length == 1) {
            return new Latency(Double.parseDouble(parts[0]), 0);
        }
        if (parts.length != 3 || !parts[0].equals("lognormal")) {
            throw new IllegalArgumentException("latency: %s (expected: 200, or lognormal:200:0.5)".formatted(text));
        }
        return new Latency(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    public double meanMillis() {
        return medianMillis * Math.exp(spread * spread / 2);
    }

    /** The same request takes the same time in every run. */
    Duration of(String request, int call) {
        double normal = spread == 0 ? 0 : new SplittableRandom(31L * request.hashCode() + call).nextGaussian();
        return Duration.ofNanos((long) (1e6 * medianMillis * Math.min(LONGEST, Math.exp(spread * normal))));
    }

    @Override
    public String toString() {
        return spread == 0 ? "%.0f".formatted(medianMillis) : "~%.0f ×/÷ e^%s".formatted(medianMillis, spread);
    }
}
