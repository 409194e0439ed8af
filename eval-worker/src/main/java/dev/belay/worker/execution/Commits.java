package dev.belay.worker.execution;

import dev.belay.contracts.run.EvalTask;
import dev.belay.outbox.Outbox;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.plan.store.TaskStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;

/** The three things that a task commits, each shared with the tasks of the other slots. All block until committed. */
@ApplicationScoped
class Commits {

    private final GroupCommit<EvalTask, Boolean> takes;
    private final GroupCommit<Ask, Claim> claims;
    private final GroupCommit<Ending, Boolean> endings;

    Commits(TaskStore tasks, Ledger ledger, Outbox outbox) {
        takes = new GroupCommit<>(
                "takes",
                Comparator.comparing(EvalTask::run)
                        .thenComparing(task -> task.task().value()),
                task -> tasks.take(task.task()));
        claims = new GroupCommit<>(
                "claims",
                Comparator.comparing(Ask::run)
                        .thenComparing(ask -> ask.request().value()),
                ledger::claim);
        endings = new GroupCommit<>(
                "endings",
                Comparator.comparing((Ending ending) -> ending.result().run())
                        .thenComparing(ending -> ending.result().task().value()),
                ending -> finish(ending, tasks, ledger, outbox));
    }

    void stop(@Observes ShutdownEvent stopped) {
        takes.close();
        claims.close();
        endings.close();
    }

    /** Whether a result of the task is still wanted. */
    boolean take(EvalTask task) {
        return takes.ask(task);
    }

    Claim claim(Ask ask) {
        return claims.ask(ask);
    }

    /**
     * Records the reply, marks the task done and publishes its result, in one transaction.
     *
     * @return false when another's reply is in the ledger, which the result has to be about
     */
    boolean finish(Ending ending) {
        return endings.ask(ending);
    }

    private static boolean finish(Ending ending, TaskStore tasks, Ledger ledger, Outbox outbox) {
        var result = ending.result();
        var paid = ending.paid();
        if (paid != null && !ledger.record(result.run(), paid.claim(), paid.completion())) {
            return false;
        }
        outbox.causedBy(ending.traceparent());
        tasks.finish(result);
        return true;
    }
}
