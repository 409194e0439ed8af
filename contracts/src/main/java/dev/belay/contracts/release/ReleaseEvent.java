package dev.belay.contracts.release;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code belay.releases}, keyed by prompt: orders to deployers. Their order per prompt is the truth. Each carries the
 * version's canonical JSON, so that it applies with nothing but Kafka.
 */
public sealed interface ReleaseEvent extends Event {

    /** Unique; the first outcome of a release id is final. */
    String release();

    String prompt();

    String environment();

    VersionRef target();

    /** Canonical JSON of {@link #target()}, whose digest is the target's. */
    String content();

    Instant orderedAt();

    @Override
    default String key() {
        return prompt();
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
            implements ReleaseEvent {}

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
            implements ReleaseEvent {}
}
