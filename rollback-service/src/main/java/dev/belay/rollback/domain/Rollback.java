package dev.belay.rollback.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rollback and what became of it.
 *
 * @param id also the id of its release
 * @param from the deployment number that is to be left
 * @param by who ordered it, as asserted
 * @param detectedAt when what it is for was noticed, if that was said
 * @param liveAt when a deployer had applied it
 * @param explanation why it was not applied
 * @param reach how far it has come since it is applied
 */
public record Rollback(
        String id,
        String prompt,
        String environment,
        long from,
        VersionRef left,
        VersionRef target,
        String by,
        @Nullable String reason,
        @Nullable Instant detectedAt,
        Instant orderedAt,
        State state,
        @Nullable Instant liveAt,
        @Nullable String explanation,
        @Nullable Reach reach) {

    public enum State {
        ORDERED,
        LIVE,
        VOID,
        REFUSED,
        ALREADY_LIVE
    }

    /** The first outcome of a release id is final, so any later one changes nothing. */
    public Rollback after(DeploymentEvent outcome) {
        if (state != State.ORDERED || !outcome.release().equals(id)) {
            return this;
        }
        return switch (outcome) {
            case ReleaseApplied applied -> ended(State.LIVE, applied.appliedAt(), null);
            // Of another release, whose id cannot be this one's.
            case PromptRetired retired -> this;
            case FreezeChanged changed -> this;
            case ReleaseNotApplied not -> ended(stateOf(not.cause()), null, not.reason());
        };
    }

    /** It is applied, by the release there. */
    public Rollback applied(Reach begun) {
        return with(begun);
    }

    /** As {@link Reach#with}. */
    public Rollback reached(Collection<Reach.Replica> replicas, Collection<Reach.Subscriber> subscribers, Instant now) {
        return reach == null ? this : with(reach.with(replicas, subscribers, orderedAt, now));
    }

    private Rollback with(Reach next) {
        return new Rollback(
                id,
                prompt,
                environment,
                from,
                left,
                target,
                by,
                reason,
                detectedAt,
                orderedAt,
                state,
                liveAt,
                explanation,
                next);
    }

    public Optional<Duration> orderedToEverywhere() {
        return between(orderedAt, reach == null ? null : reach.everywhereAt());
    }

    public Optional<Duration> orderedToSeen() {
        return between(orderedAt, reach == null ? null : reach.seenAt());
    }

    /** A reason may follow when there is time; one that is there stays. */
    public Rollback explained(String because) {
        return reason != null
                ? this
                : new Rollback(
                        id,
                        prompt,
                        environment,
                        from,
                        left,
                        target,
                        by,
                        because,
                        detectedAt,
                        orderedAt,
                        state,
                        liveAt,
                        explanation,
                        reach);
    }

    /** From when it was detected, or else ordered, until it was live. Two clocks are compared: never below zero. */
    public Optional<Duration> timeToRollback() {
        return between(detectedAt == null ? orderedAt : detectedAt, liveAt);
    }

    public Optional<Duration> orderedToLive() {
        return between(orderedAt, liveAt);
    }

    private static Optional<Duration> between(Instant begin, @Nullable Instant end) {
        return Optional.ofNullable(end)
                .map(live -> live.isBefore(begin) ? Duration.ZERO : Duration.between(begin, live));
    }

    private static State stateOf(DeploymentEvent.Cause cause) {
        return switch (cause) {
            case VOID -> State.VOID;
            case ALREADY_LIVE -> State.ALREADY_LIVE;
            // The first two are a promote's; a deployer that says so of a rollback refused it all the same.
            case SUPERSEDED, HELD, REFUSED -> State.REFUSED;
        };
    }

    private Rollback ended(State end, @Nullable Instant live, @Nullable String why) {
        return new Rollback(
                id, prompt, environment, from, left, target, by, reason, detectedAt, orderedAt, end, live, why, reach);
    }
}
