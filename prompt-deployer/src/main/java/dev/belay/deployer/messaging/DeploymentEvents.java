package dev.belay.deployer.messaging;

import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.messaging.PartitionFold.Result.Decided;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code belay.deployments} says of a release's outcome. */
final class DeploymentEvents {

    private static final int ALL_OF_THE_TRAFFIC = 100;

    private DeploymentEvents() {}

    /** Absent for a misplaced record, which is no outcome of its release. */
    static Optional<DeploymentEvent> of(long offset, Decided decided, Instant now) {
        return switch (decided.outcome()) {
            case Outcome.Misplaced misplaced -> Optional.empty();
            case Outcome.NotApplied not -> Optional.of(notApplied(offset, decided.release(), not));
            case Outcome.Applied applied -> Optional.of(applied(offset, decided, applied, now));
        };
    }

    private static DeploymentEvent applied(long offset, Decided decided, Outcome.Applied applied, Instant now) {
        return switch (decided.release()) {
            case VersionOrdered version -> wentLive(offset, decided, version, applied, now);
            case FreezeOrdered freeze -> frozen(offset, freeze, applied, true, freeze.by(), freeze.reason(), now);
            case UnfreezeOrdered unfreeze ->
                frozen(offset, unfreeze, applied, false, unfreeze.by(), unfreeze.reason(), now);
            case RetireOrdered retire ->
                new PromptRetired(
                        retire.prompt(),
                        retire.environment(),
                        retire.release(),
                        offset,
                        applied.number(),
                        Objects.requireNonNull(applied.left()),
                        retire.by(),
                        retire.reason(),
                        retire.orderedAt(),
                        now);
        };
    }

    private static FreezeChanged frozen(
            long offset,
            PromptOrdered release,
            Outcome.Applied applied,
            boolean frozen,
            String by,
            String reason,
            Instant now) {
        return new FreezeChanged(
                release.prompt(),
                release.environment(),
                release.release(),
                offset,
                applied.number(),
                frozen,
                by,
                reason,
                now);
    }

    private static ReleaseApplied wentLive(
            long offset, Decided decided, VersionOrdered release, Outcome.Applied applied, Instant now) {
        var percent = release instanceof PromoteOrdered promote ? promote.step() : ALL_OF_THE_TRAFFIC;
        return new ReleaseApplied(
                release.prompt(),
                release.environment(),
                release.release(),
                offset,
                kind(release),
                applied.number(),
                release.target(),
                applied.left(),
                change(release),
                attempt(release),
                decided.state().held(),
                release.orderedAt(),
                now,
                percent == ALL_OF_THE_TRAFFIC ? null : percent,
                release instanceof RollbackOrdered rollback ? rollback.by() : null);
    }

    private static ReleaseNotApplied notApplied(long offset, PromptOrdered release, Outcome.NotApplied outcome) {
        return new ReleaseNotApplied(
                release.prompt(),
                release.environment(),
                release.release(),
                offset,
                kind(release),
                outcome.cause(),
                outcome.number(),
                change(release),
                attempt(release),
                outcome.reason());
    }

    private static Kind kind(PromptOrdered release) {
        return switch (release) {
            case PromoteOrdered promote -> Kind.PROMOTE;
            case RollbackOrdered rollback -> Kind.ROLLBACK;
            case RetireOrdered retire -> Kind.RETIRE;
            case FreezeOrdered freeze -> Kind.FREEZE;
            case UnfreezeOrdered unfreeze -> Kind.UNFREEZE;
        };
    }

    private static @Nullable String change(PromptOrdered release) {
        return release instanceof PromoteOrdered promote ? promote.change() : null;
    }

    /** 0 for what belongs to no attempt. */
    private static int attempt(PromptOrdered release) {
        return release instanceof PromoteOrdered promote ? promote.attempt() : 0;
    }
}
