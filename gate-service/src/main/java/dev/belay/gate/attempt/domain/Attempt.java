package dev.belay.gate.attempt.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.run.RunControlEvent;

/**
 * The current attempt of a change.
 *
 * @param baselineDeployment deployment number of what it is decided against, 0 for nothing
 * @param concluded the change has reached its one final decision: nothing that comes later alters it
 * @param refusals how many promotes of the change were refused so far
 */
public record Attempt(
        String prompt,
        String change,
        int number,
        State state,
        boolean check,
        VersionRef candidate,
        long baselineDeployment,
        boolean concluded,
        int refusals) {

    public String run() {
        return RunControlEvent.runId(change, number);
    }

    /** Id of its promote, by which the outcome is matched: never by the change, whose earlier attempts have others. */
    public String release(String environment) {
        return run() + "@" + environment;
    }
}
