package dev.belay.gate.attempt.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a pause of a prompt, or its end, means for one of its runs. */
public sealed interface Halt {

    record None() implements Halt {}

    record Pause() implements Halt {}

    /** @param deadline later by as long as the run was paused */
    record Resume(Instant deadline) implements Halt {}

    /**
     * @param prompt whether the prompt is paused
     * @param since when the run was paused; absent while it is not
     * @param deadline the run's so far
     */
    static Halt of(boolean prompt, @Nullable Instant since, Instant deadline, Instant now) {
        if (prompt == (since != null)) {
            return new None();
        }
        return since == null ? new Pause() : new Resume(deadline.plus(Duration.between(since, now)));
    }
}
