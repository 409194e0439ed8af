package dev.belay.rollback.domain;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long rollbacks took: from when what they were for was detected, or else ordered, and from the order alone, until they were
 * live. Percentiles by nearest rank, so that each is the time of a rollback that really was.
 *
 * @param rollbacks how many of them went live
 * @param orderedToEverywhere until every replica served it
 * @param orderedToSeen until every subscriber had it that says what it serves
 */
public record Times(
        int rollbacks,
        Optional<Percentiles> detectedToLive,
        Optional<Percentiles> orderedToLive,
        Optional<Percentiles> orderedToEverywhere,
        Optional<Percentiles> orderedToSeen) {

    public record Percentiles(Duration p50, Duration p95, Duration p99, Duration longest) {

        /** Empty of none. */
        static Optional<Percentiles> of(List<Duration> sorted) {
            return sorted.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Percentiles(
                            rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 0.99), sorted.getLast()));
        }

        private static Duration rank(List<Duration> sorted, double share) {
            return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }
    }

    public static Times of(Collection<Rollback> rollbacks) {
        var live = rollbacks.stream()
                .filter(rollback -> rollback.state() == Rollback.State.LIVE)
                .toList();
        return new Times(
                live.size(),
                of(live, Rollback::timeToRollback),
                of(live, Rollback::orderedToLive),
                of(live, Rollback::orderedToEverywhere),
                of(live, Rollback::orderedToSeen));
    }

    private static Optional<Percentiles> of(List<Rollback> live, Function<Rollback, Optional<Duration>> time) {
        return Percentiles.of(
                live.stream().map(time).flatMap(Optional::stream).sorted().toList());
    }
}
