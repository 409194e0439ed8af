package dev.belay.worker.plan.domain;

import dev.belay.contracts.canonical.Digest;

/** What the planner does next with one task. */
public sealed interface Step {

    Digest task();

    /** For the first time, or again: either way under the same id. */
    record Issue(Digest task) implements Step {}

    /** Issued as often as is allowed and never answered: it gets an {@code error} result, so that the run ends. */
    record GiveUp(Digest task, int issues) implements Step {}
}
