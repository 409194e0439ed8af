package dev.belay.rollback.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.release.LiveState.Deployed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the deployment log of a prompt said so far. It may lag behind the log; the log alone decides what a rollback
 * that is ordered from it comes to.
 *
 * @param held versions that a rollback left, in all environments
 * @param environments what went live, by environment; absent where nothing did
 */
public record Deployments(String prompt, Set<Digest> held, Map<String, Environment> environments) {

    public Deployments {
        held = Set.copyOf(held);
        environments = Map.copyOf(environments);
    }

    public static Deployments none(String prompt) {
        return new Deployments(prompt, Set.of(), Map.of());
    }

    /**
     * @param number the current deployment number
     * @param live what is live; while a step is under way, what the rest of the traffic gets
     * @param stepUnderWay whether another version gets a part of the traffic
     * @param history every version that was live at 100 % at its newest number, oldest first, the live one last
     */
    public record Environment(long number, VersionRef live, boolean stepUnderWay, List<Deployed> history) {

        public Environment {
            history = List.copyOf(history);
        }
    }

    public Optional<Environment> in(String environment) {
        return Optional.ofNullable(environments.get(environment));
    }

    /** One more event of the log; one that was seen before changes nothing. */
    public Deployments after(DeploymentEvent event) {
        return switch (event) {
            case ReleaseNotApplied notApplied -> this;
            case FreezeChanged changed -> this;
            case PromptRetired retired -> after(retired);
            case ReleaseApplied applied -> after(applied);
        };
    }

    private Deployments after(ReleaseApplied applied) {
        var before = environments.get(applied.environment());
        if (before != null && applied.number() <= before.number()) {
            return this;
        }
        var changed = new TreeMap<>(environments);
        changed.put(applied.environment(), environment(before, applied));
        return new Deployments(prompt, applied.held(), changed);
    }

    /** A rollback has to name the new number; to what is as before. */
    private Deployments after(PromptRetired retired) {
        var before = environments.get(retired.environment());
        if (before == null || retired.number() <= before.number()) {
            return this;
        }
        var changed = new TreeMap<>(environments);
        changed.put(retired.environment(), new Environment(retired.number(), before.live(), false, before.history()));
        return new Deployments(prompt, held, changed);
    }

    private static Environment environment(@Nullable Environment before, ReleaseApplied applied) {
        if (applied.step() != null && before != null) {
            return new Environment(applied.number(), before.live(), true, before.history());
        }
        var history = before == null ? Stream.<Deployed>of() : before.history().stream();
        var now = new Deployed(applied.number(), applied.version());
        return new Environment(
                applied.number(),
                applied.version(),
                false,
                Stream.concat(history.filter(past -> !past.version().equals(applied.version())), Stream.of(now))
                        .toList());
    }
}
