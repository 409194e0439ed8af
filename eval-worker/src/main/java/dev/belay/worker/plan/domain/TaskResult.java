package dev.belay.worker.plan.domain;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.EvalTask;
import java.util.List;

/** The rules of a task's one result. */
public final class TaskResult {

    private TaskResult() {}

    /** What a task without a usable output came to. */
    public static CaseEvaluated error(EvalTask task, Fault fault) {
        return new CaseEvaluated(
                task.task(),
                task.run(),
                task.prompt(),
                task.subject(),
                task.caseId(),
                task.sample(),
                Outcome.ERROR,
                List.of(),
                fault,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /**
     * The event id, derived from the task so that two executors that do the same task say one thing. An error has an id
     * of its own, since a later pass or fail of the same task replaces it and must not be taken for its duplicate; and so
     * has one that comes again after a retry.
     *
     * @param retry of the run, 0 for none
     */
    public static String eventId(CaseEvaluated result, int retry) {
        return switch (result.outcome()) {
            case PASSED, FAILED -> result.task().value();
            case ERROR -> result.task().value() + "/error" + (retry == 0 ? "" : "/" + retry);
        };
    }
}
