package dev.belay.worker.plan.domain;

import dev.belay.contracts.canonical.Digest;
import java.util.List;

/**
 * A run that still needs results.
 *
 * @param outstanding how many tasks were issued and have no result
 * @param suspects those of them whose lease may be over; all others' is not
 * @param pending the next tasks that were never issued, in the order of the plan; as many as a window holds suffice
 */
public record OpenRun(String run, int outstanding, List<Outstanding> suspects, List<Digest> pending) {

    public OpenRun {
        suspects = List.copyOf(suspects);
        pending = List.copyOf(pending);
    }
}
