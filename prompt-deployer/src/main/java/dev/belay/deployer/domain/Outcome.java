package dev.belay.deployer.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import org.jspecify.annotations.Nullable;

/** What became of one release record. */
public sealed interface Outcome {

    /**
     * @param number the new deployment number
     * @param left what was live at 100 % before
     */
    record Applied(long number, @Nullable VersionRef left) implements Outcome {}

    /**
     * Nothing changed.
     *
     * @param number the current deployment number
     */
    record NotApplied(DeploymentEvent.Cause cause, long number, String reason) implements Outcome {}

    /**
     * The record is in another partition than its prompt's: nothing changed, and it is no outcome of its release. The
     * first outcome of a release id is final, and between two partitions there is no first.
     */
    record Misplaced() implements Outcome {}
}
