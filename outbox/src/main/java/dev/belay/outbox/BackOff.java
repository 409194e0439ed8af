package dev.belay.outbox;

import java.time.Duration;

/** How long to wait before a try: twice as long after each failure, up to {@code longest}. */
record BackOff(Duration first, Duration longest) {

    BackOff {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first: " + first + " (expected: > 0)");
        }
    }

    /** @param failures in a row so far, from 1 */
    Duration after(int failures) {
        var doublings = Math.min(failures - 1, 20);
        var pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
