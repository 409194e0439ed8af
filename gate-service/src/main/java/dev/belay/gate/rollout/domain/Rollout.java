package dev.belay.gate.rollout.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approved version on its way through the traffic of an environment.
 *
 * @param from where it is live already
 * @param decision digest of the inputs of the decision that approved it
 * @param steps per cent of the traffic, rising; the last one is 100
 * @param step which of them was ordered last, from 0
 * @param expects deployment number that the next one replaces
 * @param watchSeconds how long each step is watched before the next
 * @param nextAt when the next step is ordered; absent while nothing is to be
 * @param reason why it ended early, or is paused
 */
public record Rollout(
        String rollout,
        String prompt,
        String from,
        String environment,
        VersionRef version,
        String change,
        Digest decision,
        List<Integer> steps,
        int step,
        long expects,
        long watchSeconds,
        State state,
        @Nullable Instant nextAt,
        String by,
        @Nullable String reason) {

    private static final int ALL = 100;

    public Rollout {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.getLast() != ALL) {
            throw new IllegalArgumentException("steps: " + steps + " (expected: rising, and 100 at the end)");
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) < 1 || i > 0 && steps.get(i) <= steps.get(i - 1)) {
                throw new IllegalArgumentException("steps: " + steps + " (expected: rising, from 1 to 100)");
            }
        }
    }

    public enum State {
        /** A step is ordered, and the deployers have not said yet what became of it. */
        ORDERED,
        /** A step is live, and is watched. */
        WATCHED,
        /** A step is live, and none is ordered until somebody says so. */
        PAUSED,
        /** All of the traffic has it. */
        DONE,
        /** It does not go on. */
        ENDED
    }

    /** Of the promote that makes the current step live. */
    public String release() {
        return rollout + "/" + percent();
    }

    /** Of the traffic, by the current step. */
    public int percent() {
        return steps.get(step);
    }

    /** Whether anything may still become of it. */
    public boolean goesOn() {
        return state != State.DONE && state != State.ENDED;
    }

    /** What the deployers say of the environment; whatever else than its own step goes live there ends it. */
    public Rollout after(DeploymentEvent event) {
        if (!goesOn() || !event.environment().equals(environment)) {
            return this;
        }
        if (event.release().equals(release())) {
            return switch (event) {
                case ReleaseApplied applied when state == State.ORDERED -> live(applied);
                case ReleaseNotApplied not
                when state == State.ORDERED -> ended("its step was not applied: " + not.reason());
                default -> this;
            };
        }
        return event instanceof ReleaseApplied other && other.number() > expects && !isOwn(other.release())
                ? ended("something else went live: deployment " + other.number() + ", " + other.version())
                : this;
    }

    private boolean isOwn(String release) {
        return release.startsWith(rollout + "/");
    }

    private Rollout live(ReleaseApplied applied) {
        return percent() == ALL
                ? with(step, applied.number(), State.DONE, null, null)
                : with(
                        step,
                        applied.number(),
                        State.WATCHED,
                        applied.appliedAt().plus(watch()),
                        null);
    }

    /** The next step is ordered, where it is due. */
    public Rollout next(Instant now) {
        return state == State.WATCHED && nextAt != null && !nextAt.isAfter(now)
                ? with(step + 1, expects, State.ORDERED, null, null)
                : this;
    }

    public Rollout paused(String why) {
        return state == State.WATCHED ? with(step, expects, State.PAUSED, null, why) : this;
    }

    /** It is watched from now on for as long as from its begin: whoever paused it had a reason. */
    public Rollout resumed(Instant now) {
        return state == State.PAUSED ? with(step, expects, State.WATCHED, now.plus(watch()), null) : this;
    }

    public Rollout ended(String why) {
        return with(step, expects, State.ENDED, null, why);
    }

    private Duration watch() {
        return Duration.ofSeconds(watchSeconds);
    }

    private Rollout with(int nextStep, long nextExpects, State next, @Nullable Instant when, @Nullable String why) {
        return new Rollout(
                rollout,
                prompt,
                from,
                environment,
                version,
                change,
                decision,
                steps,
                nextStep,
                nextExpects,
                watchSeconds,
                next,
                when,
                by,
                why);
    }
}
