package dev.belay.deployer.domain;

import static dev.belay.contracts.release.DeploymentEvent.Cause.ALREADY_LIVE;
import static dev.belay.contracts.release.DeploymentEvent.Cause.HELD;
import static dev.belay.contracts.release.DeploymentEvent.Cause.REFUSED;
import static dev.belay.contracts.release.DeploymentEvent.Cause.SUPERSEDED;
import static dev.belay.contracts.release.DeploymentEvent.Cause.VOID;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.Environments;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.LiveState.Deployed;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One release record through the fold (release protocol, rules 1 to 3). A function of the log alone: every replica that
 * folds the same records, from the start or from a {@code belay.live} record, gets the same state and outcomes. A
 * release that was applied need not be remembered: its copy meets another deployment number or a newer rollback. A
 * rollback that was refused or already live met neither, so it is: else a copy would undo a later promote; and so is a
 * promote of what was held. A rehearsal is folded as everything else, but that it neither sets nor sees holds.
 */
public final class Fold {

    private static final int ALL_OF_THE_TRAFFIC = 100;

    private Fold() {}

    /** @param inItsPartition whether the record is in the partition of its prompt's key */
    public static Folded apply(PromptState state, long offset, PromptOrdered release, boolean inItsPartition) {
        if (!inItsPartition) {
            return new Folded(state, new Outcome.Misplaced());
        }
        return switch (release) {
            case VersionOrdered version -> version(state, offset, version);
            case FreezeOrdered freeze ->
                Freezing.change(state, offset, freeze, freeze.expects(), true, freeze.by(), freeze.reason());
            case UnfreezeOrdered unfreeze ->
                Freezing.change(state, offset, unfreeze, unfreeze.expects(), false, unfreeze.by(), unfreeze.reason());
            case RetireOrdered retire -> retire(state, offset, retire);
        };
    }

    private static Folded version(PromptState state, long offset, VersionOrdered release) {
        var digest = Digest.of(release.content());
        if (!digest.equals(release.target().digest())) {
            return refused(
                    state,
                    release,
                    "the content is " + digest + ", the target "
                            + release.target().digest());
        }
        return switch (release) {
            case PromoteOrdered promote -> promote(state, offset, promote);
            case RollbackOrdered rollback -> rollback(state, offset, rollback);
        };
    }

    private static Folded retire(PromptState state, long offset, RetireOrdered retire) {
        var live = state.live(retire.environment());
        var number = state.number(retire.environment());
        if (retire.expects() != number) {
            return unchanged(
                    state,
                    retire,
                    SUPERSEDED,
                    "ends deployment " + retire.expects() + ", the current one is " + number);
        }
        if (live == null || live.nothingIsLive()) {
            return refused(state, retire, "nothing is live in " + retire.environment());
        }
        var next = Next.retired(live, retire, offset);
        return new Folded(state.with(next), new Outcome.Applied(next.number(), live.version()));
    }

    private static Folded promote(PromptState state, long offset, PromoteOrdered promote) {
        var live = state.live(promote.environment());
        var number = state.number(promote.environment());
        if (promote.expects() != number) {
            return unchanged(
                    state,
                    promote,
                    SUPERSEDED,
                    "replaces deployment " + promote.expects() + ", the current one is " + number);
        }
        var freeze = state.freeze();
        if (freeze != null) {
            var refusal = Freezing.refuses(state, freeze, offset, promote);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (live != null && live.settled().contains(promote.release())) {
            return unchanged(state, promote, HELD, "a copy of " + promote.release() + ", whose outcome is final");
        }
        boolean isDrill = Environments.isDrill(promote.environment());
        boolean isHeld = !isDrill && state.holds().contains(promote.target().digest());
        if (isHeld && !clears(promote, state.holds())) {
            return held(state, live, offset, promote);
        }
        if (promote.step() < 1 || promote.step() > ALL_OF_THE_TRAFFIC) {
            return refused(state, promote, "step: " + promote.step() + " (expected: 1 to 100 per cent)");
        }
        var holds =
                isDrill ? state.holds() : state.holds().without(promote.target().digest());
        if (promote.step() == ALL_OF_THE_TRAFFIC) {
            return applied(state, offset, holds, Next.promoted(live, promote, holds, isHeld, offset));
        }
        if (live == null || live.nothingIsLive()) {
            return refused(state, promote, "a step of " + promote.step() + " % needs a live version for the rest");
        }
        return applied(state, offset, holds, Next.stepped(live, promote, holds, isHeld, offset));
    }

    /** Remembered, as a refused rollback is: a copy must not apply once another promote has cleared the version. */
    private static Folded held(PromptState state, @Nullable LiveState live, long offset, PromoteOrdered promote) {
        var named = promote.clears() == null ? "" : ", and " + promote.clears() + " is not the newest one";
        var reason = promote.target() + " is held: a rollback left it" + named;
        var after = live == null ? state : state.with(Next.settling(live, promote.release(), offset));
        return unchanged(after, promote, HELD, reason);
    }

    private static boolean clears(PromoteOrdered promote, Holds holds) {
        return promote.clears() != null && promote.clears().equals(holds.rollback());
    }

    private static Folded rollback(PromptState state, long offset, RollbackOrdered rollback) {
        var live = state.live(rollback.environment());
        if (live == null) {
            return refused(state, rollback, "nothing was ever live in " + rollback.environment());
        }
        if (live.lastRollback() > rollback.from()) {
            var reason = "leaves deployment " + rollback.from() + ", which the rollback " + live.lastRollback()
                    + " already left";
            return unchanged(state, rollback, VOID, reason);
        }
        if (live.settled().contains(rollback.release())) {
            return unchanged(state, rollback, VOID, "a copy of " + rollback.release() + ", whose outcome is final");
        }
        var obstacle = obstacle(live, rollback.target());
        if (obstacle.isPresent()) {
            return new Folded(state.with(Next.settling(live, rollback.release(), offset)), obstacle.get());
        }
        var holds = Environments.isDrill(rollback.environment())
                ? state.holds()
                : state.holds().after(rollback.release(), leftFor(live, rollback.target()));
        return applied(state, offset, holds, Next.rolledBack(live, rollback, holds, offset));
    }

    private static Optional<Outcome> obstacle(LiveState live, VersionRef target) {
        if (live.history().stream().noneMatch(past -> past.version().equals(target))) {
            var reason = target + " was never live at 100 % in " + live.environment();
            return Optional.of(new Outcome.NotApplied(REFUSED, live.number(), reason));
        }
        if (!Environments.isDrill(live.environment()) && live.held().contains(target.digest())) {
            var reason = target + " is held: a rollback left it";
            return Optional.of(new Outcome.NotApplied(REFUSED, live.number(), reason));
        }
        if (target.equals(live.version()) && live.candidate() == null && !live.nothingIsLive()) {
            return Optional.of(new Outcome.NotApplied(ALREADY_LIVE, live.number(), target + " is live"));
        }
        return Optional.empty();
    }

    /** Every version that was live, wholly or by a step, since {@code target} last was. */
    private static Set<Digest> leftFor(LiveState live, VersionRef target) {
        var targetLastLive = live.history().stream()
                .filter(past -> past.version().equals(target))
                .mapToLong(Deployed::number)
                .max()
                .orElseThrow();
        return Stream.concat(live.history().stream(), live.stepped().stream())
                .filter(past -> past.number() > targetLastLive)
                .map(past -> past.version().digest())
                .filter(digest -> !digest.equals(target.digest()))
                .collect(Collectors.toSet());
    }

    private static Folded applied(PromptState state, long offset, Holds holds, LiveState next) {
        var environments = state.environments().values().stream()
                .map(live -> holds.equals(state.holds()) ? live : Next.holding(live, holds, offset))
                .collect(Collectors.toMap(LiveState::environment, live -> live));
        var before = environments.put(next.environment(), next);
        var left = before == null ? null : before.version();
        return new Folded(
                new PromptState(state.prompt(), holds, environments, state.freeze()),
                new Outcome.Applied(next.number(), left));
    }

    private static Folded refused(PromptState state, PromptOrdered release, String reason) {
        return unchanged(state, release, REFUSED, reason);
    }

    static Folded unchanged(PromptState state, PromptOrdered release, Cause cause, String reason) {
        return new Folded(state, new Outcome.NotApplied(cause, state.number(release.environment()), reason));
    }
}
