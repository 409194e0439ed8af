package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.worker.ledger.store.Ledger.Paid;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a task.
 *
 * @param paid the reply to record with the result; absent when it was there already, or there is none
 * @param traceparent of what issued the task
 */
record Ending(
        CaseEvaluated result, @Nullable Paid paid, @Nullable String traceparent) {}
