package dev.belay.worker.plan.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far executors have come in the queue of tasks, over all runs.
 *
 * @param issuedAt when the newest task that was taken up had been issued; absent when none was lately
 * @param takenAt when a task was last taken up; absent when none was lately
 */
public record QueueFront(
        @Nullable Instant issuedAt, @Nullable Instant takenAt) {

    boolean moved(Duration within, Instant now) {
        return takenAt != null && now.isBefore(takenAt.plus(within));
    }

    boolean isBefore(Instant instant) {
        return issuedAt != null && issuedAt.isBefore(instant);
    }
}
