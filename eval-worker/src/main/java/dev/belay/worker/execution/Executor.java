package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.outbox.TransientFault;
import dev.belay.worker.execution.Ending.Paid;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.plan.Planner;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.plan.store.TaskStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does one task. Blocks for as long as its call takes, or another's call for the same reply, or as the registry is away;
 * but not beyond the end of the task's run.
 */
@ApplicationScoped
public class Executor {

    private static final Logger LOG = Logger.getLogger(Executor.class);

    /** Of {@link LedgerConfig#poll}, so that a task that waits long does not ask often. */
    private static final int LONGEST_PAUSE = 10;

    private final Cases cases;
    private final Models models;
    private final Ledger ledger;
    private final LedgerConfig config;
    private final TaskStore tasks;
    private final Commits commits;
    private final Planner planner;
    private final ExecutionMetrics metrics;
    private final Scorer scorer = new Scorer(new Checker());

    Executor(
            Cases cases,
            Models models,
            Ledger ledger,
            LedgerConfig config,
            TaskStore tasks,
            Commits commits,
            Planner planner,
            ExecutionMetrics metrics) {
        this.cases = cases;
        this.models = models;
        this.ledger = ledger;
        this.config = config;
        this.tasks = tasks;
        this.commits = commits;
        this.planner = planner;
        this.metrics = metrics;
    }

    /**
     * When it returns, the task has its result, or is not wanted any more. Throws {@link TransientFault} when it is to
     * be tried again.
     *
     * @param traceparent of what issued the task
     */
    public void execute(EvalTask task, @Nullable String traceparent) {
        try (var slot = metrics.slot()) {
            for (int waits = 1; isWanted(task); waits++) {
                var ending = attempt(task, traceparent);
                if (ending.isPresent() && commit(ending.get())) {
                    planner.wake();
                    return;
                }
                pause(config.poll().multipliedBy(Math.min(waits, LONGEST_PAUSE)));
            }
        }
    }

    private boolean isWanted(EvalTask task) {
        if (commits.take(task)) {
            return true;
        }
        if (tasks.find(task.task()).isEmpty()) {
            throw new IllegalArgumentException(
                    "task: " + task.task().value() + " (expected: one that a planner of this database issued)");
        }
        return false;
    }

    /** Empty while another makes the call for the same reply, or may leave money for this one. */
    private Optional<Ending> attempt(EvalTask task, @Nullable String traceparent) {
        return switch (cases.prepare(task)) {
            case PreparedCase.Unusable(var fault) -> Optional.of(error(task, fault, traceparent));
            case PreparedCase.Ready ready ->
                switch (commits.claim(ready.ask())) {
                    case Claim.Busy busy -> Optional.empty();
                    case Claim.Granted(var claim) -> Optional.of(call(ready, claim, traceparent));
                    case Claim.Known(var completion) -> {
                        metrics.hit();
                        yield Optional.of(new Ending(ready.scoredBy(scorer, completion, false), null, traceparent));
                    }
                    case Claim.OverBudget(var budget, var most) ->
                        Optional.of(error(task, Faults.overBudget(budget, most), traceparent));
                    case Claim.Gone(var at, var reason) ->
                        Optional.of(error(task, Faults.erased(at, reason), traceparent));
                };
        };
    }

    private Ending error(EvalTask task, Fault fault, @Nullable String traceparent) {
        metrics.fault(fault);
        return new Ending(TaskResult.error(task, fault), null, traceparent);
    }

    private Ending call(PreparedCase.Ready ready, UUID claim, @Nullable String traceparent) {
        return switch (metrics.timed(() -> models.complete(ready.request()))) {
            case Answer.Reply reply ->
                scored(ready, new Paid(claim, ready.completion(reply, Instant.now())), traceparent);
            case Answer.Fault fault -> {
                var interrupted = Thread.interrupted();
                ledger.release(ready.ask(), claim, Faults.mayBeBilled(fault));
                if (interrupted) {
                    Thread.currentThread().interrupt();
                    throw new TransientFault("stopped during a call", new InterruptedException(fault.message()));
                }
                yield error(ready.task(), Faults.of(fault), traceparent);
            }
        };
    }

    /** A reply that was paid is kept, whatever scoring does with it. */
    private Ending scored(PreparedCase.Ready ready, Paid paid, @Nullable String traceparent) {
        try {
            return new Ending(ready.scoredBy(scorer, paid.completion(), true), paid, traceparent);
        } catch (RuntimeException | StackOverflowError e) {
            QuarkusTransaction.requiringNew()
                    .run(() -> ledger.record(ready.task().run(), paid.claim(), paid.completion()));
            throw e;
        }
    }

    /**
     * A reply that was paid is not given up because the database is away for a moment: it is tried again until its claim
     * runs out.
     *
     * @return false when another's reply is in the ledger, which the result has to be about
     */
    private boolean commit(Ending ending) {
        for (var until = Instant.now().plus(config.lease()); ; ) {
            try {
                return commits.finish(ending);
            } catch (RuntimeException e) {
                if (ending.paid() == null || Instant.now().isAfter(until)) {
                    throw e;
                }
                LOG.warnf(
                        "the result of task %s is committed again: %s",
                        ending.result().task(), e);
                pause(config.poll().multipliedBy(LONGEST_PAUSE));
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("stopped while waiting", e);
        }
    }
}
