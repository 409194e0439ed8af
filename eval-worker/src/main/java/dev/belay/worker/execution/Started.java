package dev.belay.worker.execution;

import dev.belay.worker.ledger.domain.Claim;

/** What an executor that has a task is to do. */
sealed interface Started {

    /** Nothing: the task has its result, or its run is over. */
    record Unwanted() implements Started {}

    /** Its result is wanted, and nobody was asked for a reply. */
    record Wanted() implements Started {}

    record Asked(Claim claim) implements Started {}
}
