package dev.belay.cli.api;

import org.jspecify.annotations.Nullable;

/**
 * How long rollbacks took until they were live, milliseconds.
 *
 * @param rollbacks how many went live; of none there are no times
 * @param detectedToLive from when it was detected, or else ordered
 */
public record RollbackTimes(
        int rollbacks,
        @Nullable Milliseconds detectedToLive,
        @Nullable Milliseconds orderedToLive) {

    public record Milliseconds(long p50, long p95, long p99, long longest) {}
}
