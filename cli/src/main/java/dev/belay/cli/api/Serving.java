package dev.belay.cli.api;

import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import java.util.List;

/**
 * Who serves what of one prompt in one environment; states are {@code current}, {@code stale} or {@code silent}.
 *
 * @param number what is live, as the replica that answers knows it
 */
public record Serving(
        String prompt,
        String environment,
        long number,
        List<Replica> replicas,
        List<Subscriber> subscribers,
        List<Pull> pulls) {

    public record Replica(String replica, String state, Instant heardAt) {}

    /** @param number what it serves */
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
}
