package dev.belay.rollback.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a rollback that is applied has come.
 *
 * @param number deployment number that it made
 * @param partition of its release, and {@code offset} in it
 * @param everywhereAt when every replica that is heard of served it
 * @param seenAt when every subscriber that says what it serves, and was heard of when it was ordered, had it
 */
public record Reach(
        long number,
        int partition,
        long offset,
        @Nullable Instant everywhereAt,
        @Nullable Instant seenAt) {

    /** Replicas say something every few seconds, subscribers every 30. */
    private static final Duration REPLICA_SILENT = Duration.ofSeconds(30);

    private static final Duration SUBSCRIBER_SILENT = Duration.ofSeconds(90);

    /** @param offsets of the last record that it has read of each partition of the releases */
    public record Replica(String replica, List<Long> offsets, Instant at) {

        public Replica {
            offsets = List.copyOf(offsets);
        }
    }

    /** @param number that it serves of the rollback's prompt and environment */
    public record Subscriber(String subscriber, long number, Instant at) {}

    public static Reach of(long number, int partition, long offset) {
        return new Reach(number, partition, offset, null, null);
    }

    /**
     * What is reached stays reached.
     *
     * @param replicas the newest of each
     * @param subscribers the newest of each of the prompt there
     * @param orderedAt when the rollback was ordered
     */
    public Reach with(
            Collection<Replica> replicas, Collection<Subscriber> subscribers, Instant orderedAt, Instant now) {
        return new Reach(
                number,
                partition,
                offset,
                everywhereAt != null ? everywhereAt : everywhere(replicas, now).orElse(null),
                seenAt != null ? seenAt : seen(subscribers, orderedAt).orElse(null));
    }

    private Optional<Instant> everywhere(Collection<Replica> replicas, Instant now) {
        var heard = replicas.stream()
                .filter(replica -> replica.at().plus(REPLICA_SILENT).isAfter(now))
                .toList();
        return heard.stream().allMatch(replica -> replica.offsets().get(partition) >= offset)
                ? heard.stream().map(Replica::at).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** One that is cut off keeps it from having been seen: that is what is to be known. */
    private Optional<Instant> seen(Collection<Subscriber> subscribers, Instant orderedAt) {
        var heard = subscribers.stream()
                .filter(subscriber -> subscriber.at().plus(SUBSCRIBER_SILENT).isAfter(orderedAt))
                .toList();
        return heard.stream().allMatch(subscriber -> subscriber.number() >= number)
                ? heard.stream().map(Subscriber::at).max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
