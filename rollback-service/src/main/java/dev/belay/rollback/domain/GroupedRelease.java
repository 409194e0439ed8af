package dev.belay.rollback.domain;

import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The release of one of several changes that were approved all or none.
 *
 * @param version number of what it makes live
 * @param number of its deployment; absent unless it was applied
 */
public record GroupedRelease(
        String release,
        String group,
        String prompt,
        String environment,
        int version,
        @Nullable Long number,
        Outcome outcome) {

    public enum Outcome {
        ORDERED,
        APPLIED,
        NOT_APPLIED
    }

    /** Of a release that was not read yet, or whose change was approved alone. */
    private static final String UNKNOWN = "";

    /** The outcome of a promote whose release may not be read yet: the two topics have no order between them. */
    public static Optional<GroupedRelease> early(DeploymentEvent event) {
        return switch (event) {
            case ReleaseApplied applied
            when applied.kind() == Kind.PROMOTE ->
                Optional.of(new GroupedRelease(
                        applied.release(),
                        UNKNOWN,
                        applied.prompt(),
                        applied.environment(),
                        applied.version().number(),
                        applied.number(),
                        Outcome.APPLIED));
            case ReleaseNotApplied not
            when not.kind() == Kind.PROMOTE ->
                Optional.of(new GroupedRelease(
                        not.release(), UNKNOWN, not.prompt(), not.environment(), 0, null, Outcome.NOT_APPLIED));
            default -> Optional.empty();
        };
    }

    public boolean isGroupUnknown() {
        return group.equals(UNKNOWN);
    }

    public GroupedRelease in(String known) {
        return new GroupedRelease(release, known, prompt, environment, version, number, outcome);
    }

    /** The first outcome of a release id is final. */
    public GroupedRelease after(DeploymentEvent event) {
        if (outcome != Outcome.ORDERED || !event.release().equals(release)) {
            return this;
        }
        return switch (event) {
            case ReleaseApplied applied ->
                new GroupedRelease(release, group, prompt, environment, version, applied.number(), Outcome.APPLIED);
            case ReleaseNotApplied not ->
                new GroupedRelease(release, group, prompt, environment, version, null, Outcome.NOT_APPLIED);
            case DeploymentEvent.PromptRetired retired -> this;
            case DeploymentEvent.FreezeChanged changed -> this;
        };
    }

    /**
     * What has to go back, because another of the group did not go live: the log of each prompt has an order of its own, so that
     * something may come between the gate's look and its promote.
     */
    public static List<GroupedRelease> toUndo(List<GroupedRelease> group) {
        return group.stream().anyMatch(each -> each.outcome() == Outcome.NOT_APPLIED)
                ? group.stream()
                        .filter(each -> each.outcome() == Outcome.APPLIED)
                        .toList()
                : List.of();
    }

    /** Whether nothing came after it. */
    public boolean isLive(Deployments deployments) {
        return number != null
                && deployments
                        .in(environment)
                        .filter(here -> here.number() == number)
                        .isPresent();
    }
}
