package dev.belay.gate.attempt.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.run.RunControlEvent;

/**
 * The current attempt of a change.
 *
 * @param baselineDeployment deployment number of what it is decided against, 0 for nothing
 * @param concluded the change has reached its one final decision: nothing that comes later alters it
 * @param refusals how many promotes of the change were refused so far
 * @param promoted whether its promote is ordered: an approval may wait for a person to release it
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
        int refusals,
        boolean promoted) {

    /** Approved, and not on its way to be live: what is still its team's to take back. */
    public boolean awaitsRelease() {
        return state == State.APPROVED && !check && !concluded && !promoted;
    }

    public String run() {
        return RunControlEvent.runId(change, number);
    }

    /** Id of its promote, by which the outcome is matched: never by the change, whose earlier attempts have others. */
    public String release(String environment) {
        return run() + "@" + environment;
    }
}
