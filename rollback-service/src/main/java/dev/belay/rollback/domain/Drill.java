package dev.belay.rollback.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal of a rollback, and how far it is. It passes when the rollback is live and the drill's own subscriber got what it is
 * about, over the same edge as applications.
 *
 * @param rollback id of the rollback, once it is ordered
 * @param number deployment number that the rollback makes, or a later one
 * @param orderedAt when it was ordered, {@code liveAt} when a deployer had applied it, {@code seenAt} when the subscriber had it
 * @param reason why it failed
 */
public record Drill(
        DrillStarted started,
        State state,
        @Nullable String rollback,
        @Nullable Long number,
        @Nullable Instant orderedAt,
        @Nullable Instant liveAt,
        @Nullable Instant seenAt,
        @Nullable Instant endedAt,
        @Nullable String reason) {

    /** A drill that has not passed by then did not work. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern OWN = Pattern.compile("^(drill-.+)/(good|bad)$");

    public enum State {
        /** The two versions are being made live, one after the other. */
        PREPARING,
        /** The rollback is under way. */
        ORDERED,
        PASSED,
        FAILED
    }

    public static Drill of(DrillStarted started) {
        return new Drill(started, State.PREPARING, null, null, null, null, null, null, null);
    }

    /** The drill that a promote is of, by its release id; empty for any other. */
    public static Optional<String> ofRelease(String release) {
        return OWN.matcher(release).results().findFirst().map(own -> own.group(1));
    }

    public boolean isOver() {
        return state == State.PASSED || state == State.FAILED;
    }

    /** Whether the event says that what is to be left is live, so that the rollback is due. */
    public boolean isDue(DeploymentEvent event) {
        return state == State.PREPARING
                && event instanceof ReleaseApplied applied
                && applied.release().equals(started.badRelease());
    }

    /** One of its two releases was not applied: there is nothing to rehearse on. */
    public Drill after(DeploymentEvent event, Instant now) {
        boolean own =
                event.release().equals(started.goodRelease()) || event.release().equals(started.badRelease());
        return state == State.PREPARING && own && event instanceof ReleaseNotApplied not
                ? failed(
                        "its release was not applied (" + not.cause().name().toLowerCase(Locale.ROOT) + "): "
                                + not.reason(),
                        now)
                : this;
    }

    public Drill ordered(Rollback order) {
        return new Drill(
                started, State.ORDERED, order.id(), order.from() + 1, order.orderedAt(), null, seenAt, null, null);
    }

    /** What became of its rollback. */
    public Drill after(Rollback ended, Instant now) {
        if (isOver() || !ended.id().equals(rollback)) {
            return this;
        }
        return switch (ended.state()) {
            case ORDERED -> this;
            case LIVE -> with(ended.liveAt(), seenAt).passedIfSo(now);
            case VOID, REFUSED, ALREADY_LIVE ->
                failed(
                        "its rollback changed nothing (" + ended.state().name().toLowerCase(Locale.ROOT) + "): "
                                + ended.explanation(),
                        now);
        };
    }

    /** The subscriber got a version, at a deployment number; before the rollback is known to be live it may have it already. */
    public Drill seen(long gotNumber, Digest gotVersion, Instant at, Instant now) {
        boolean restored = number != null
                && gotNumber >= number
                && gotVersion.equals(started.good().digest());
        return isOver() || seenAt != null || !restored ? this : with(liveAt, at).passedIfSo(now);
    }

    /** Not done in time. */
    public Drill overdue(Instant now) {
        if (isOver() || started.startedAt().plus(PATIENCE).isAfter(now)) {
            return this;
        }
        return failed(
                state == State.PREPARING
                        ? "what is to be rolled back did not go live within " + PATIENCE.toSeconds() + " s"
                        : liveAt == null
                                ? "the rollback did not go live within " + PATIENCE.toSeconds() + " s"
                                : "the drill's subscriber did not get it within " + PATIENCE.toSeconds() + " s",
                now);
    }

    public Drill failed(String why, Instant now) {
        return new Drill(started, State.FAILED, rollback, number, orderedAt, liveAt, seenAt, now, why);
    }

    public Optional<Duration> orderedToLive() {
        return between(liveAt);
    }

    public Optional<Duration> orderedToSeen() {
        return between(seenAt);
    }

    private Optional<Duration> between(@Nullable Instant end) {
        return orderedAt == null || end == null
                ? Optional.empty()
                : Optional.of(end.isBefore(orderedAt) ? Duration.ZERO : Duration.between(orderedAt, end));
    }

    private Drill passedIfSo(Instant now) {
        return liveAt != null && seenAt != null
                ? new Drill(started, State.PASSED, rollback, number, orderedAt, liveAt, seenAt, now, null)
                : this;
    }

    private Drill with(@Nullable Instant live, @Nullable Instant seen) {
        return new Drill(started, state, rollback, number, orderedAt, live, seen, endedAt, reason);
    }
}
