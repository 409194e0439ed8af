package dev.belay.contracts.run;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;

/**
 * {@code belay.eval-tasks}, keyed by run and case: one sample of one case for one subject. A task issued again has the
 * same id, so its result counts once.
 *
 * @param task {@link RunPlan}'s digest of what is asked
 * @param stage of the run that asks for it
 * @param sample index, from 0
 */
@EventType("dev.belay.task.issued.v1")
public record EvalTask(
        Digest task,
        String run,
        String prompt,
        Subject subject,
        Digest version,
        Digest criteria,
        Digest suite,
        String caseId,
        int stage,
        int sample,
        int epoch)
        implements Event {

    @Override
    public String key() {
        return run + "/" + caseId;
    }
}
