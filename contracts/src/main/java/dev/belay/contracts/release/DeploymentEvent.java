package dev.belay.contracts.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code belay.deployments}, keyed by prompt: what became of each release, once per release record, in the log's order.
 * A duplicate of a release has an outcome of its own; the first outcome of a release id is the one that counts.
 */
public sealed interface DeploymentEvent extends Event {

    String prompt();

    String environment();

    String release();

    /** Offset of the release in its partition of {@code belay.releases}. */
    long offset();

    @Override
    default String key() {
        return prompt();
    }

    /**
     * A version was made live.
     *
     * @param number the new deployment number
     * @param left what was live before
     * @param held every version of the prompt that is held now
     * @param step per cent of the traffic when it is less than all of it: {@code left} stays live for the rest
     * @param by who ordered a rollback
     */
    @EventType("dev.belay.release.applied.v1")
    record ReleaseApplied(
            String prompt,
            String environment,
            String release,
            long offset,
            Kind kind,
            long number,
            VersionRef version,
            @Nullable VersionRef left,
            @Nullable String change,
            int attempt,
            Set<Digest> held,
            Instant orderedAt,
            Instant appliedAt,
            @Nullable Integer step,
            @Nullable String by)
            implements DeploymentEvent {

        /** For all of the traffic. */
        public ReleaseApplied(
                String prompt,
                String environment,
                String release,
                long offset,
                Kind kind,
                long number,
                VersionRef version,
                @Nullable VersionRef left,
                @Nullable String change,
                int attempt,
                Set<Digest> held,
                Instant orderedAt,
                Instant appliedAt) {
            this(
                    prompt,
                    environment,
                    release,
                    offset,
                    kind,
                    number,
                    version,
                    left,
                    change,
                    attempt,
                    held,
                    orderedAt,
                    appliedAt,
                    null,
                    null);
        }
    }

    /**
     * Nothing is live in the environment any more.
     *
     * @param number the new deployment number
     * @param left what was live until then
     */
    @EventType("dev.belay.prompt.retired.v1")
    record PromptRetired(
            String prompt,
            String environment,
            String release,
            long offset,
            long number,
            VersionRef left,
            String by,
            String reason,
            Instant orderedAt,
            Instant appliedAt)
            implements DeploymentEvent {}

    /**
     * Promotes of the prompt are refused from here on, or no longer.
     *
     * @param number how often it was frozen or unfrozen, this time included
     */
    @EventType("dev.belay.prompt.frozen.v1")
    record FreezeChanged(
            String prompt,
            String environment,
            String release,
            long offset,
            long number,
            boolean frozen,
            String by,
            String reason,
            Instant appliedAt)
            implements DeploymentEvent {}

    /**
     * Nothing changed.
     *
     * @param number the current deployment number
     */
    @EventType("dev.belay.release.not-applied.v1")
    record ReleaseNotApplied(
            String prompt,
            String environment,
            String release,
            long offset,
            Kind kind,
            Cause cause,
            long number,
            @Nullable String change,
            int attempt,
            String reason)
            implements DeploymentEvent {}

    enum Kind {
        @JsonProperty("promote")
        PROMOTE,
        @JsonProperty("rollback")
        ROLLBACK,
        @JsonProperty("retire")
        RETIRE,
        @JsonProperty("freeze")
        FREEZE,
        @JsonProperty("unfreeze")
        UNFREEZE
    }

    enum Cause {
        /** A promote expected another number than the current one. */
        @JsonProperty("superseded")
        SUPERSEDED,
        /** A promote of a held version. */
        @JsonProperty("held")
        HELD,
        /** The target is not what it may be. (A record in another partition than its key's is a dead letter.) */
        @JsonProperty("refused")
        REFUSED,
        /** A rollback with a number above {@code from} was already applied. */
        @JsonProperty("void")
        VOID,
        /** A rollback to what is live. */
        @JsonProperty("already-live")
        ALREADY_LIVE
    }
}
