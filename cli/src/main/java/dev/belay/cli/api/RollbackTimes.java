package dev.belay.cli.api;

import org.jspecify.annotations.Nullable;

/**
 * How long rollbacks took until they were live, milliseconds.
 *
 * @param rollbacks how many went live; of none there are no times
 * @param detectedToLive from when it was detected, or else ordered
 * @param orderedToEverywhere until every replica served it
 * @param orderedToSeen until every subscriber had it that says what it serves
 */
public record RollbackTimes(
        int rollbacks,
        @Nullable Milliseconds detectedToLive,
        @Nullable Milliseconds orderedToLive,
        @Nullable Milliseconds orderedToEverywhere,
        @Nullable Milliseconds orderedToSeen) {

    public record Milliseconds(long p50, long p95, long p99, long longest) {}
}
