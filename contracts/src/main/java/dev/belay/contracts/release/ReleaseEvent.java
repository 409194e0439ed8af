package dev.belay.contracts.release;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code belay.releases}: orders to deployers. Their order per prompt is the truth. */
public sealed interface ReleaseEvent extends Event {

    /** Unique; the first outcome of a release id is final. */
    String release();

    Instant orderedAt();

    /**
     * Keyed by prompt: makes a version live. Carries the version's canonical JSON, so that it applies with nothing but Kafka.
     */
    sealed interface VersionOrdered extends ReleaseEvent {

        String prompt();

        String environment();

        VersionRef target();

        /** Canonical JSON of {@link #target()}, whose digest is the target's. */
        String content();

        @Override
        default String key() {
            return prompt();
        }
    }

    /**
     * In every partition, signed by the root: what comes behind it and is signed with the certificate is not obeyed; what lies
     * before it stays. The log's place decides, no clock.
     *
     * @param serial of the certificate
     */
    @EventType("dev.belay.certificate.revoked.v1")
    record CertificateRevoked(String release, long serial, String by, String reason, Instant orderedAt)
            implements ReleaseEvent {

        @Override
        public String key() {
            return "certificate/" + serial;
        }
    }

    /**
     * @param expects the deployment number that it replaces: applied only if that is the current one
     * @param step per cent of the traffic; 100 for all of it
     * @param decision digest of the inputs of the decision that approved it
     */
    @EventType("dev.belay.promote.ordered.v1")
    record PromoteOrdered(
            String release,
            String prompt,
            String environment,
            long expects,
            int step,
            VersionRef target,
            String content,
            String change,
            int attempt,
            Digest decision,
            Instant orderedAt)
            implements VersionOrdered {}

    /**
     * @param from the deployment number that is to be left; void only if a rollback with a number above it was applied
     * @param detectedAt when what it is for was noticed, if that was said
     */
    @EventType("dev.belay.rollback.ordered.v1")
    record RollbackOrdered(
            String release,
            String prompt,
            String environment,
            long from,
            VersionRef target,
            String content,
            String by,
            @Nullable String reason,
            @Nullable Instant detectedAt,
            Instant orderedAt)
            implements VersionOrdered {}
}
