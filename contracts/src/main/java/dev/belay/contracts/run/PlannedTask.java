package dev.belay.contracts.run;

/**
 * A task and when its turn is.
 *
 * @param place tasks with a lower one are issued first; places have gaps
 */
public record PlannedTask(int place, EvalTask task) {}
