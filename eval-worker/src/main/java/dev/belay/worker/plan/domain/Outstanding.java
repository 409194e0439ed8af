package dev.belay.worker.plan.domain;

import dev.belay.contracts.canonical.Digest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that was issued and has no result yet.
 *
 * @param issues how often it was issued
 * @param issuedAt the last time
 * @param takenAt when an executor last took it up, or said that it still has it
 */
public record Outstanding(
        Digest task, int issues, Instant issuedAt, @Nullable Instant takenAt) {

    /**
     * Whether it has to be issued again. A task that an executor took up has its lease from then on. One that nobody
     * took up yet may just stand in a long queue, and issuing it again would only make the queue longer; so it is
     * judged by the queue's progress: it is missing once nothing moves, or once tasks issued a whole lease later were
     * taken up.
     */
    boolean isOverdue(Duration lease, QueueFront front, Instant now) {
        if (takenAt != null && !takenAt.isBefore(issuedAt)) {
            return !now.isBefore(takenAt.plus(lease));
        }
        var waited = !now.isBefore(issuedAt.plus(lease));
        return waited && !(front.moved(lease, now) && front.isBefore(issuedAt.plus(lease)));
    }
}
