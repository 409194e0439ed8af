package dev.belay.deployer.receipt.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.contracts.receipt.ReceiptEvent.VersionFetched;
import dev.belay.contracts.release.LiveState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Who serves what of one prompt in one environment.
 *
 * @param number what is live, as the replica that answers knows it
 * @param replicas by name
 * @param subscribers those that are behind first
 * @param pulls in the last hour, those that may serve something old for longest first
 */
public record Serving(
        String prompt,
        String environment,
        long number,
        List<Replica> replicas,
        List<Subscriber> subscribers,
        List<Pull> pulls) {

    /** Replicas say something every few seconds, subscribers every 30. */
    private static final Duration REPLICA_SILENT = Duration.ofSeconds(30);

    private static final Duration SUBSCRIBER_SILENT = Duration.ofSeconds(90);

    private static final Duration SHOWN = Duration.ofHours(1);

    public Serving {
        replicas = List.copyOf(replicas);
        subscribers = List.copyOf(subscribers);
        pulls = List.copyOf(pulls);
    }

    /** It serves what is live. */
    public static final String CURRENT = "current";

    /** It said that it serves something older, and not since that it does not. */
    public static final String STALE = "stale";

    /** It served what is live, and was not heard of for a while. */
    public static final String SILENT = "silent";

    /** @param heardAt when it said so last */
    public record Replica(String replica, String state, Instant heardAt) {}

    /**
     * @param number what it serves
     * @param by the key, or the person, that it came with
     */
    public record Subscriber(
            String subscriber, String by, long number, Digest version, String state, Instant heardAt) {}

    /**
     * @param times that it fetched this version
     * @param mayServeUntil until when it may go on serving it after something else went live
     */
    public record Pull(
            String protocol,
            String by,
            String client,
            long number,
            Digest version,
            long times,
            Instant fetchedAt,
            Instant mayServeUntil) {}

    /**
     * @param partition of the prompt in {@code belay.releases}
     * @param followed the newest of each replica
     * @param served the newest of each subscriber of the prompt, in any environment
     * @param fetched of the prompt, in any environment
     */
    public static Serving of(
            LiveState live,
            int partition,
            Collection<ReleasesFollowed> followed,
            Collection<ReleaseServed> served,
            Collection<VersionFetched> fetched,
            Instant now) {
        var shown = now.minus(SHOWN);
        return new Serving(
                live.prompt(),
                live.environment(),
                live.number(),
                followed.stream()
                        .filter(one -> one.at().isAfter(shown))
                        .map(one -> new Replica(
                                one.replica(),
                                state(
                                        one.offsets().get(partition) >= live.releasesOffset(),
                                        one.at(),
                                        REPLICA_SILENT,
                                        now),
                                one.at()))
                        .sorted(Comparator.comparing(Replica::replica))
                        .toList(),
                served.stream()
                        .filter(one -> one.environment().equals(live.environment())
                                && one.at().isAfter(shown))
                        .map(one -> new Subscriber(
                                one.subscriber(),
                                one.by(),
                                one.number(),
                                one.version(),
                                state(one.number() >= live.number(), one.at(), SUBSCRIBER_SILENT, now),
                                one.at()))
                        .sorted(Comparator.comparing(
                                        (Subscriber one) -> !one.state().equals(STALE))
                                .thenComparing(Subscriber::subscriber))
                        .toList(),
                fetched.stream()
                        .filter(one -> one.environment().equals(live.environment())
                                && one.at().isAfter(shown))
                        .map(one -> new Pull(
                                one.protocol(),
                                one.by(),
                                one.client(),
                                one.number(),
                                one.version(),
                                one.times(),
                                one.at(),
                                one.at().plusSeconds(one.staleSeconds())))
                        .sorted(Comparator.comparing(Pull::mayServeUntil).reversed())
                        .toList());
    }

    private static String state(boolean current, Instant heardAt, Duration patience, Instant now) {
        if (!current) {
            return STALE;
        }
        return heardAt.plus(patience).isBefore(now) ? SILENT : CURRENT;
    }
}
