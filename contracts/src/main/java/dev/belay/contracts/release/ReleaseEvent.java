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

    /** Keyed by prompt: an order about it. */
    sealed interface PromptOrdered extends ReleaseEvent {

        /** What is meant where an order is about all environments. */
        String EVERYWHERE = "*";

        String prompt();

        String environment();

        @Override
        default String key() {
            return prompt();
        }
    }

    /**
     * Makes a version live. Carries the version's canonical JSON, so that it applies with nothing but Kafka.
     */
    sealed interface VersionOrdered extends PromptOrdered {

        VersionRef target();

        /** Canonical JSON of {@link #target()}, whose digest is the target's. */
        String content();
    }

    /**
     * No promote of the prompt behind it is applied, in any environment, until it is unfrozen; rollbacks are.
     *
     * @param expects how often the prompt was frozen or unfrozen before: applied only if that is so, so that a copy of it
     *     never applies
     */
    @EventType("dev.belay.freeze.ordered.v1")
    record FreezeOrdered(String release, String prompt, long expects, String by, String reason, Instant orderedAt)
            implements PromptOrdered {

        @Override
        public String environment() {
            return EVERYWHERE;
        }
    }

    /** @param expects as {@link FreezeOrdered} */
    @EventType("dev.belay.unfreeze.ordered.v1")
    record UnfreezeOrdered(String release, String prompt, long expects, String by, String reason, Instant orderedAt)
            implements PromptOrdered {

        @Override
        public String environment() {
            return EVERYWHERE;
        }
    }

    /**
     * Nothing is live in the environment any more; the number goes on, and a later promote or rollback may name it.
     *
     * @param expects the deployment number that it ends: applied only if that is the current one
     */
    @EventType("dev.belay.retire.ordered.v1")
    record RetireOrdered(
            String release,
            String prompt,
            String environment,
            long expects,
            String by,
            String reason,
            Instant orderedAt)
            implements PromptOrdered {}

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
     * @param group what went live with it was approved in the same group; absent when it was approved alone
     * @param clears release id of the prompt's newest rollback, to make live a version that is held since then or before;
     *     absent when the target is not held
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
            Instant orderedAt,
            @Nullable String group,
            @Nullable String clears)
            implements VersionOrdered {

        /** Of a change that was decided alone, and is not held. */
        public PromoteOrdered(
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
                Instant orderedAt) {
            this(
                    release,
                    prompt,
                    environment,
                    expects,
                    step,
                    target,
                    content,
                    change,
                    attempt,
                    decision,
                    orderedAt,
                    null,
                    null);
        }
    }

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
