package dev.belay.rollback.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.LiveState.Deployed;
import dev.belay.rollback.domain.Deployments.Environment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a rollback can be ordered, and what it names (release protocol, rule 2). */
public sealed interface RollbackOrder {

    /**
     * @param from the deployment number that is to be left
     * @param left what is live at that number
     * @param target what is to be live again
     */
    record Ordered(long from, VersionRef left, VersionRef target) implements RollbackOrder {}

    /** Nothing was ever live there. */
    record NotLive() implements RollbackOrder {}

    /** Every earlier version is held, or there is none. */
    record NoLastKnownGood(VersionRef live) implements RollbackOrder {}

    /** @param possible version numbers that may be named */
    record NeverLive(int version, List<Integer> possible) implements RollbackOrder {}

    /** @param possible version numbers that may be named */
    record Held(VersionRef version, List<Integer> possible) implements RollbackOrder {}

    /**
     * @param to a version number; without it the last known good version: the newest earlier one that no rollback left,
     *     or the one that is live while a step of another is under way. What is live may be named too: whether it still
     *     is when the order arrives, only the log knows.
     */
    static RollbackOrder of(Deployments deployments, String environment, @Nullable Integer to) {
        return deployments
                .in(environment)
                .map(here -> to == null ? byDefault(deployments, here) : named(deployments, here, to))
                .orElseGet(NotLive::new);
    }

    /**
     * Of what was live at a number, and everything that came after it: to the newest version before it that no rollback left.
     *
     * @param from the deployment number that is to be left
     * @param left what was live at it
     */
    static RollbackOrder leaving(Deployments deployments, String environment, long from, VersionRef left) {
        return deployments
                .in(environment)
                .map(here -> here.history().reversed().stream()
                        .filter(past -> past.number() < from)
                        .map(Deployed::version)
                        .filter(version -> !version.equals(left))
                        .filter(version -> !deployments.held().contains(version.digest()))
                        .findFirst()
                        .<RollbackOrder>map(target -> new Ordered(from, left, target))
                        .orElseGet(() -> new NoLastKnownGood(left)))
                .orElseGet(NotLive::new);
    }

    private static RollbackOrder byDefault(Deployments deployments, Environment here) {
        return lastKnownGood(deployments, here)
                .<RollbackOrder>map(target -> new Ordered(here.number(), here.live(), target))
                .orElseGet(() -> new NoLastKnownGood(here.live()));
    }

    private static Optional<VersionRef> lastKnownGood(Deployments deployments, Environment here) {
        return here.history().reversed().stream()
                .map(Deployed::version)
                .filter(version -> here.stepUnderWay() || !version.equals(here.live()))
                .filter(version -> !deployments.held().contains(version.digest()))
                .findFirst();
    }

    private static RollbackOrder named(Deployments deployments, Environment here, int to) {
        var possible = here.history().stream()
                .map(Deployed::version)
                .filter(version -> !deployments.held().contains(version.digest()))
                .map(VersionRef::number)
                .sorted()
                .toList();
        var target = here.history().stream()
                .map(Deployed::version)
                .filter(version -> version.number() == to)
                .findFirst();
        if (target.isEmpty()) {
            return new NeverLive(to, possible);
        }
        if (!possible.contains(to)) {
            return new Held(target.get(), possible);
        }
        return new Ordered(here.number(), here.live(), target.get());
    }
}
