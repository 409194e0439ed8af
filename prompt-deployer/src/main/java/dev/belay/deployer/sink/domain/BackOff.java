package dev.belay.deployer.sink.domain;

import java.time.Duration;

/**
 * How long after a failure it is tried again: 1 s, 2 s, 4 s … up to a minute, a quarter more or less, so that what failed
 * together does not come back together. It is never given up.
 */
final class BackOff {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.25;

    private BackOff() {}

    /**
     * @param failures in a row so far, from 1
     * @param chance drawn evenly from 0 to 1
     */
    static Duration after(int failures, double chance) {
        var doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 + JITTER * (2 * chance - 1))));
    }
}
