package dev.belay.evaluation.dryrun;

import dev.belay.evaluation.promptfoo.Plan.Column;
import dev.belay.evaluation.promptfoo.Plan.Step;

/** Asks one question and judges what comes. Implementations are safe for any number of threads. */
@FunctionalInterface
interface Questioner {
    /** @param memory of the chain that the question is in; never used by two threads at once */
    StepResult ask(Column column, Step step, Memory memory);
}
