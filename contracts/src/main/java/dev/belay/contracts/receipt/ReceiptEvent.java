package dev.belay.contracts.receipt;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import java.util.List;

/** {@code belay.receipts}: what replicas and applications say that they serve. It moves nothing; people look at it. */
public sealed interface ReceiptEvent extends Event {

    Instant at();

    /**
     * A replica has read the releases so far, and so serves what they come to. Keyed by the replica, some seconds apart.
     *
     * @param offsets of the last record that was read of each partition of {@code belay.releases}, -1 for none
     */
    @EventType("dev.belay.releases.followed.v1")
    record ReleasesFollowed(String replica, List<Long> offsets, Instant at) implements ReceiptEvent {

        public ReleasesFollowed {
            offsets = List.copyOf(offsets);
        }

        @Override
        public String key() {
            return replica;
        }
    }

    /**
     * A subscriber has a release in its memory. Keyed by prompt.
     *
     * @param number deployment number
     * @param subscriber the name that it gives itself
     * @param by id of the key, or the subject, that it came with
     */
    @EventType("dev.belay.release.served.v1")
    record ReleaseServed(
            String prompt, String environment, long number, Digest version, String subscriber, String by, Instant at)
            implements ReceiptEvent {

        @Override
        public String key() {
            return prompt;
        }
    }

    /**
     * Somebody fetched a version, and is not told of another one. Keyed by prompt, counted by a replica for some seconds.
     *
     * @param protocol by which it was read, like {@code langfuse}
     * @param by id of the key, or the subject
     * @param client the application's own name, from its {@code User-Agent}
     * @param times how often since the replica's last count
     * @param staleSeconds how long such a client may go on serving what it fetched, as docs/live.md says
     */
    @EventType("dev.belay.version.fetched.v1")
    record VersionFetched(
            String prompt,
            String environment,
            long number,
            Digest version,
            String protocol,
            String by,
            String client,
            long times,
            long staleSeconds,
            Instant at)
            implements ReceiptEvent {

        @Override
        public String key() {
            return prompt;
        }
    }
}
