package dev.belay.rollback.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.rollback.domain.Times;
import org.jspecify.annotations.Nullable;

/**
 * @param rollbacks how many went live; of none there are no times
 * @param detectedToLive from when it was detected, or else ordered
 * @param orderedToEverywhere until every replica served it
 * @param orderedToSeen until every subscriber had it that says what it serves
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimesBody(
        int rollbacks,
        @Nullable Milliseconds detectedToLive,
        @Nullable Milliseconds orderedToLive,
        @Nullable Milliseconds orderedToEverywhere,
        @Nullable Milliseconds orderedToSeen) {

    public record Milliseconds(long p50, long p95, long p99, long longest) {

        private static Milliseconds of(Times.Percentiles times) {
            return new Milliseconds(
                    times.p50().toMillis(),
                    times.p95().toMillis(),
                    times.p99().toMillis(),
                    times.longest().toMillis());
        }
    }

    static TimesBody of(Times times) {
        return new TimesBody(
                times.rollbacks(),
                times.detectedToLive().map(Milliseconds::of).orElse(null),
                times.orderedToLive().map(Milliseconds::of).orElse(null),
                times.orderedToEverywhere().map(Milliseconds::of).orElse(null),
                times.orderedToSeen().map(Milliseconds::of).orElse(null));
    }
}
