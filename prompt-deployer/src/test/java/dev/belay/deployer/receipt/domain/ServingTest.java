package dev.belay.deployer.receipt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.contracts.receipt.ReceiptEvent.VersionFetched;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.receipt.domain.Serving.Pull;
import dev.belay.deployer.receipt.domain.Serving.Replica;
import dev.belay.deployer.receipt.domain.Serving.Subscriber;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Digest OLD = Digest.of("old");

    /** Deployment 4, by the release at offset 9 of partition 1. */
    private static final LiveState LIVE = new LiveState(
            "care/x",
            "production",
            4,
            new VersionRef(1, Digest.of("live")),
            "{}",
            "r",
            DeploymentEvent.Kind.ROLLBACK,
            null,
            100,
            List.of(),
            Set.of(),
            4,
            9,
            NOW,
            null,
            List.of(),
            Set.of(),
            null,
            null);

    @Test
    void replicaIsCurrentOnceItHasReadTheRelease() {
        var serving = Serving.of(
                LIVE,
                1,
                List.of(followed("a", 9, 1), followed("b", 8, 1), followed("c", 12, 31), followed("gone", 12, 3601)),
                List.of(),
                List.of(),
                NOW);

        assertThat(serving.replicas())
                .extracting(Replica::replica, Replica::state)
                .containsExactly(tuple("a", Serving.CURRENT), tuple("b", Serving.STALE), tuple("c", Serving.SILENT));
    }

    @Test
    void subscriberThatWasCutOffIsNamedFirst() {
        var serving = Serving.of(
                LIVE,
                1,
                List.of(),
                List.of(
                        served("current", "production", 4, 1),
                        served("cut-off", "production", 3, 45),
                        served("silent", "production", 4, 91),
                        served("elsewhere", "staging", 3, 1)),
                List.of(),
                NOW);

        assertThat(serving.subscribers())
                .extracting(Subscriber::subscriber, Subscriber::state)
                .containsExactly(
                        tuple("cut-off", Serving.STALE),
                        tuple("current", Serving.CURRENT),
                        tuple("silent", Serving.SILENT));
    }

    @Test
    void pullClientMayServeWhatItFetchedForAsLongAsItsCacheHolds() {
        var serving = Serving.of(
                LIVE, 1, List.of(), List.of(), List.of(fetched("langfuse", 60, 10), fetched("belay", 0, 10)), NOW);

        assertThat(serving.pulls())
                .extracting(Pull::protocol, Pull::mayServeUntil)
                .containsExactly(tuple("langfuse", NOW.plusSeconds(50)), tuple("belay", NOW.minusSeconds(10)));
    }

    private static ReleasesFollowed followed(String replica, long offset, long secondsAgo) {
        return new ReleasesFollowed(replica, List.of(-1L, offset), NOW.minusSeconds(secondsAgo));
    }

    private static ReleaseServed served(String subscriber, String environment, long number, long secondsAgo) {
        return new ReleaseServed("care/x", environment, number, OLD, subscriber, "key-a", NOW.minusSeconds(secondsAgo));
    }

    private static VersionFetched fetched(String protocol, long stale, long secondsAgo) {
        return new VersionFetched(
                "care/x", "production", 3, OLD, protocol, "key-a", "app", 7, stale, NOW.minusSeconds(secondsAgo));
    }
}
