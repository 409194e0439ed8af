package dev.belay.gate.closure.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.Environments;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What keeps promotes of a prompt back (design §6, release protocol, rules 3 and 8). A rollback closes it until somebody re-opens it,
 * and asks something of the first promote after that; a freeze lasts until it is lifted.
 *
 * @param rollback the newest one; absent before the first
 * @param held the prompt's held versions, in all environments
 * @param offset of the newest deployment that is included, -1 before the first
 * @param freezes how often it was frozen or unfrozen
 */
public record Closure(
        String prompt,
        @Nullable Rollback rollback,
        Set<Digest> held,
        long offset,
        long freezes,
        @Nullable Freeze freeze) {

    private static final long BEFORE_THE_LOG = -1;

    public Closure {
        held = Set.copyOf(held);
    }

    /**
     * @param release its id
     * @param number its deployment number in its environment
     * @param left the version that it took back; absent where it is not known which one that was
     * @param reopened whether somebody said that promotes may go on
     * @param over whether a promote came after that: then no further one is asked anything
     */
    public record Rollback(
            String release,
            String environment,
            long number,
            @Nullable String by,
            Instant at,
            @Nullable VersionRef left,
            boolean reopened,
            boolean over) {}

    public record Freeze(String by, String because, Instant at) {}

    public static Closure none(String prompt) {
        return new Closure(prompt, null, Set.of(), BEFORE_THE_LOG, 0, null);
    }

    /**
     * In whatever environment; what is included already changes nothing.
     *
     * @param decides whether this is the environment in which changes are decided
     * @param named a version by its digest, as far as it is known
     */
    public Closure after(ReleaseApplied applied, boolean decides, Function<Digest, Optional<VersionRef>> named) {
        if (applied.offset() <= offset || Environments.isDrill(applied.environment())) {
            return this;
        }
        var newest = applied.kind() == Kind.ROLLBACK
                ? new Rollback(
                        applied.release(),
                        applied.environment(),
                        applied.number(),
                        applied.by(),
                        applied.appliedAt(),
                        left(applied, named),
                        false,
                        false)
                : decides && applied.step() == null ? overIfReopened() : rollback;
        return new Closure(prompt, newest, applied.held(), applied.offset(), freezes, freeze);
    }

    /** What was live; while a step was under way that is what came back, and the step's version is among what is held since. */
    private @Nullable VersionRef left(ReleaseApplied applied, Function<Digest, Optional<VersionRef>> named) {
        var left = applied.left();
        if (left != null && applied.held().contains(left.digest())) {
            return left;
        }
        return applied.held().stream()
                .filter(digest -> !held.contains(digest))
                .map(named)
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(VersionRef::number))
                .orElse(null);
    }

    private @Nullable Rollback overIfReopened() {
        return rollback == null || !rollback.reopened() ? rollback : rollback(true, true);
    }

    private Rollback rollback(boolean reopened, boolean over) {
        var was = Objects.requireNonNull(rollback);
        return new Rollback(
                was.release(), was.environment(), was.number(), was.by(), was.at(), was.left(), reopened, over);
    }

    public Closure after(FreezeChanged changed) {
        return changed.number() <= freezes
                ? this
                : new Closure(
                        prompt,
                        rollback,
                        held,
                        offset,
                        changed.number(),
                        changed.frozen() ? new Freeze(changed.by(), changed.reason(), changed.appliedAt()) : null);
    }

    public Closure reopened() {
        return isClosed() ? new Closure(prompt, rollback(true, false), held, offset, freezes, freeze) : this;
    }

    public boolean isClosed() {
        return rollback != null && !rollback.reopened();
    }

    public boolean isFrozen() {
        return freeze != null;
    }

    /** Why nothing is promoted; empty when something may be. */
    public Optional<String> why() {
        if (freeze != null) {
            return Optional.of("it is frozen since %s by %s: %s".formatted(freeze.at(), freeze.by(), freeze.because()));
        }
        return isClosed()
                ? Optional.of("it is closed since the rollback at %s%s"
                        .formatted(rollback.at(), rollback.by() == null ? "" : " by " + rollback.by()))
                : Optional.empty();
    }

    /** The rollback that asks something of a promote of {@code version}: the first one after it, or one of what is held. */
    public Optional<Rollback> asksOf(VersionRef version) {
        return Optional.ofNullable(rollback).filter(newest -> !newest.over() || holds(version));
    }

    public boolean holds(VersionRef version) {
        return held.contains(version.digest());
    }

    /** What is evaluated beside {@code candidate}: what was taken back, as long as the first promote after that is to come. */
    public Optional<VersionRef> toCompareWith(VersionRef candidate) {
        return Optional.ofNullable(rollback)
                .filter(newest -> !newest.over())
                .map(Rollback::left)
                .filter(left -> !left.digest().equals(candidate.digest()));
    }

    /** Release id of the rollback that a promote of {@code version} has to name; empty unless it is held. */
    public Optional<String> toClear(VersionRef version) {
        return holds(version) ? Optional.ofNullable(rollback).map(Rollback::release) : Optional.empty();
    }
}
