package dev.belay.worker.plan.domain;

import dev.belay.contracts.canonical.Digest;
import java.util.List;

/**
 * A run that still needs results.
 *
 * @param pending the next tasks that were never issued, in the order of the plan; as many as a window holds suffice
 */
public record OpenRun(String run, List<Outstanding> outstanding, List<Digest> pending) {

    public OpenRun {
        outstanding = List.copyOf(outstanding);
        pending = List.copyOf(pending);
    }
}
