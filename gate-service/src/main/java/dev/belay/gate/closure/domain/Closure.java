package dev.belay.gate.closure.domain;

import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps promotes of a prompt back (design §6, release protocol, rule 8). A rollback closes it until somebody re-opens it, and
 * is remembered until the next promote, which it makes need a sign-off; a freeze lasts until it is lifted.
 *
 * @param rollback the newest one since the last promote
 * @param freezes how often it was frozen or unfrozen
 */
public record Closure(
        String prompt,
        @Nullable Rollback rollback,
        long freezes,
        @Nullable Freeze freeze) {

    /**
     * @param number its deployment number
     * @param reopened whether somebody said that promotes may go on
     */
    public record Rollback(long number, @Nullable String by, Instant at, boolean reopened) {}

    public record Freeze(String by, String because, Instant at) {}

    public static Closure none(String prompt) {
        return new Closure(prompt, null, 0, null);
    }

    /** Numbers only rise, so that a late event changes nothing. */
    public Closure after(ReleaseApplied applied) {
        if (rollback != null && applied.number() <= rollback.number()) {
            return this;
        }
        return switch (applied.kind()) {
            case ROLLBACK ->
                new Closure(
                        prompt,
                        new Rollback(applied.number(), applied.by(), applied.appliedAt(), false),
                        freezes,
                        freeze);
            case PROMOTE -> applied.step() == null ? new Closure(prompt, null, freezes, freeze) : this;
            case RETIRE, FREEZE, UNFREEZE -> this;
        };
    }

    public Closure after(FreezeChanged changed) {
        return changed.number() <= freezes
                ? this
                : new Closure(
                        prompt,
                        rollback,
                        changed.number(),
                        changed.frozen() ? new Freeze(changed.by(), changed.reason(), changed.appliedAt()) : null);
    }

    public Closure reopened() {
        return rollback == null
                ? this
                : new Closure(
                        prompt, new Rollback(rollback.number(), rollback.by(), rollback.at(), true), freezes, freeze);
    }

    public boolean isClosed() {
        return rollback != null && !rollback.reopened();
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
}
