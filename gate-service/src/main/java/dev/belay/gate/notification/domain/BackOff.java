package dev.belay.gate.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a delivery that failed is tried again: 5 s, 10 s, 20 s … up to 6 h later, for three days. */
public final class BackOff {

    public static final Duration PATIENCE = Duration.ofDays(3);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 20;
    /** Deliveries that failed together do not all come back together. */
    private static final double JITTER = 0.25;

    private BackOff() {}

    /**
     * @param tries failed so far, from 1
     * @param until when it is given up
     * @param chance drawn evenly from 0 to 1
     * @return empty when it is given up
     */
    public static Optional<Instant> next(Instant now, int tries, Instant until, double chance) {
        if (tries < 1) {
            throw new IllegalArgumentException("tries: " + tries + " (expected: at least the one that failed)");
        }
        var doubled = FIRST.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        var next = now.plusMillis(Math.round(pause.toMillis() * (1 + JITTER * (2 * chance - 1))));
        return next.isAfter(until) ? Optional.empty() : Optional.of(next);
    }
}
