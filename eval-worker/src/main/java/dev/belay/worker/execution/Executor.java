package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.outbox.Outbox;
import dev.belay.outbox.TransientFault;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
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
    private final Outbox outbox;
    private final Planner planner;
    private final ExecutionMetrics metrics;
    private final Scorer scorer = new Scorer(new Checker());

    Executor(
            Cases cases,
            Models models,
            Ledger ledger,
            LedgerConfig config,
            TaskStore tasks,
            Outbox outbox,
            Planner planner,
            ExecutionMetrics metrics) {
        this.cases = cases;
        this.models = models;
        this.ledger = ledger;
        this.config = config;
        this.tasks = tasks;
        this.outbox = outbox;
        this.planner = planner;
        this.metrics = metrics;
    }

    /** @param paid the reply to record with the result; absent when it was there already, or there is none */
    private record Ending(CaseEvaluated result, @Nullable Paid paid) {}

    private record Paid(UUID claim, Completion completion) {}

    /**
     * When it returns, the task has its result, or is not wanted any more. Throws {@link TransientFault} when it is to
     * be tried again.
     *
     * @param traceparent of what issued the task
     */
    public void execute(EvalTask task, @Nullable String traceparent) {
        try (var slot = metrics.slot()) {
            for (int waits = 1; isWanted(task); waits++) {
                var ending = attempt(task);
                if (ending.isPresent() && commit(ending.get(), traceparent)) {
                    planner.wake();
                    return;
                }
                pause(config.poll().multipliedBy(Math.min(waits, LONGEST_PAUSE)));
            }
        }
    }

    private boolean isWanted(EvalTask task) {
        if (tasks.take(task.task())) {
            return true;
        }
        if (tasks.find(task.task()).isEmpty()) {
            throw new IllegalArgumentException(
                    "task: " + task.task().value() + " (expected: one that a planner of this database issued)");
        }
        return false;
    }

    /** Empty while another makes the call for the same reply, or may leave money for this one. */
    private Optional<Ending> attempt(EvalTask task) {
        return switch (cases.prepare(task)) {
            case PreparedCase.Unusable(var fault) -> Optional.of(error(task, fault));
            case PreparedCase.Ready ready ->
                switch (ledger.claim(ready.ask())) {
                    case Claim.Busy busy -> Optional.empty();
                    case Claim.Granted(var claim) -> Optional.of(call(ready, claim));
                    case Claim.Known(var completion) -> {
                        metrics.hit();
                        yield Optional.of(new Ending(ready.scoredBy(scorer, completion, false), null));
                    }
                    case Claim.OverBudget(var budget, var most) ->
                        Optional.of(error(task, Faults.overBudget(budget, most)));
                    case Claim.Gone(var at, var reason) -> Optional.of(error(task, Faults.erased(at, reason)));
                };
        };
    }

    private Ending error(EvalTask task, Fault fault) {
        metrics.fault(fault);
        return new Ending(TaskResult.error(task, fault), null);
    }

    private Ending call(PreparedCase.Ready ready, UUID claim) {
        return switch (metrics.timed(() -> models.complete(ready.request()))) {
            case Answer.Reply reply -> scored(ready, new Paid(claim, ready.completion(reply, Instant.now())));
            case Answer.Fault fault -> {
                var interrupted = Thread.interrupted();
                ledger.release(ready.ask(), claim, Faults.mayBeBilled(fault));
                if (interrupted) {
                    Thread.currentThread().interrupt();
                    throw new TransientFault("stopped during a call", new InterruptedException(fault.message()));
                }
                yield error(ready.task(), Faults.of(fault));
            }
        };
    }

    /** A reply that was paid is kept, whatever scoring does with it. */
    private Ending scored(PreparedCase.Ready ready, Paid paid) {
        try {
            return new Ending(ready.scoredBy(scorer, paid.completion(), true), paid);
        } catch (RuntimeException | StackOverflowError e) {
            QuarkusTransaction.requiringNew()
                    .run(() -> ledger.record(ready.task().run(), paid.claim(), paid.completion()));
            throw e;
        }
    }

    /**
     * Records the reply, marks the task done and publishes its result in one transaction. A reply that was paid is not
     * given up because the database is away for a moment: it is tried again until its claim runs out.
     *
     * @return false when another's reply is in the ledger, which the result has to be about
     */
    private boolean commit(Ending ending, @Nullable String traceparent) {
        for (var until = Instant.now().plus(config.lease()); ; ) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> commitOnce(ending, traceparent));
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

    private boolean commitOnce(Ending ending, @Nullable String traceparent) {
        var result = ending.result();
        var paid = ending.paid();
        if (paid != null && !ledger.record(result.run(), paid.claim(), paid.completion())) {
            return false;
        }
        outbox.causedBy(traceparent);
        tasks.finish(result);
        return true;
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
