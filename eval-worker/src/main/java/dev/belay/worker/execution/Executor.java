package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer;
import dev.belay.outbox.TransientFault;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.ledger.store.Ledger.Paid;
import dev.belay.worker.plan.Planner;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.plan.store.TaskStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final Calls calls;
    private final Judging judging;
    private final Ledger ledger;
    private final LedgerConfig config;
    private final TaskStore tasks;
    private final Commits commits;
    private final Planner planner;
    private final ExecutionMetrics metrics;

    Executor(
            Cases cases,
            Calls calls,
            Judging judging,
            Ledger ledger,
            LedgerConfig config,
            TaskStore tasks,
            Commits commits,
            Planner planner,
            ExecutionMetrics metrics) {
        this.cases = cases;
        this.calls = calls;
        this.judging = judging;
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
            for (int waits = 1; ; waits++) {
                switch (attempt(task, traceparent)) {
                    case Attempt.Over over -> {
                        return;
                    }
                    case Attempt.Ended(var ending) -> {
                        if (commit(ending)) {
                            planner.taskEnded();
                            return;
                        }
                    }
                    case Attempt.Waits wait -> {}
                }
                pause(config.poll().multipliedBy(Math.min(waits, LONGEST_PAUSE)));
            }
        }
    }

    private sealed interface Attempt {

        /** Nothing is wanted of the task any more. */
        record Over() implements Attempt {}

        record Ended(Ending ending) implements Attempt {}

        /** Another makes the call for the same reply, or may leave money for this one. */
        record Waits() implements Attempt {}
    }

    private Attempt attempt(EvalTask task, @Nullable String traceparent) {
        return switch (prepared(task)) {
            case PreparedCase.Unusable(var fault) ->
                commits.isWanted(task) ? new Attempt.Ended(error(task, fault, traceparent)) : over(task);
            case PreparedCase.Ready ready -> attempt(ready, traceparent);
        };
    }

    /** The call's turn first: to wait for it under a claim would use up the claim's lease. */
    private Attempt attempt(PreparedCase.Ready ready, @Nullable String traceparent) {
        try (var turn = calls.turn(ready.request())) {
            return switch (commits.start(ready.task(), ready.ask())) {
                case Started.Unwanted unwanted -> over(ready.task());
                case Started.Wanted wanted -> throw new IllegalStateException("nothing was asked for");
                case Started.Asked(var claim) -> attempt(ready, claim, turn, traceparent);
            };
        }
    }

    /** While the registry is away the task stays taken, or the planner would take it for lost. */
    private PreparedCase prepared(EvalTask task) {
        try {
            return cases.prepare(task);
        } catch (TransientFault away) {
            if (commits.isWanted(task)) {
                throw away;
            }
            return new PreparedCase.Unusable(new Fault("registry", String.valueOf(away.getMessage())));
        }
    }

    private Attempt over(EvalTask task) {
        if (tasks.find(task.task()).isEmpty()) {
            throw new IllegalArgumentException(
                    "task: " + task.task().value() + " (expected: one that a planner of this database issued)");
        }
        return new Attempt.Over();
    }

    private Attempt attempt(PreparedCase.Ready ready, Claim claim, Turn turn, @Nullable String traceparent) {
        var task = ready.task();
        return switch (claim) {
            case Claim.Busy busy -> new Attempt.Waits();
            case Claim.Granted(var granted) -> new Attempt.Ended(call(ready, granted, turn, traceparent));
            case Claim.Known(var completion) -> {
                metrics.hit();
                yield new Attempt.Ended(
                        new Ending(ready.scoredBy(judging.scorer(ready), completion, false), null, traceparent));
            }
            case Claim.OverBudget(var budget, var most) ->
                new Attempt.Ended(error(task, Faults.overBudget(budget, most), traceparent));
            case Claim.Gone(var at, var reason) ->
                new Attempt.Ended(error(task, Faults.erased(at, reason), traceparent));
        };
    }

    private Ending error(EvalTask task, Fault fault, @Nullable String traceparent) {
        metrics.fault(fault);
        return new Ending(TaskResult.error(task, fault), null, traceparent);
    }

    private Ending call(PreparedCase.Ready ready, UUID claim, Turn turn, @Nullable String traceparent) {
        return switch (calls.call(ready.request(), ready.ask(), claim, turn)) {
            case Answer.Reply reply ->
                scored(ready, new Paid(ready.task().run(), claim, ready.completion(reply, Instant.now())), traceparent);
            case Answer.Fault fault -> error(ready.task(), Faults.of(fault), traceparent);
        };
    }

    /** A reply that was paid is kept, whatever scoring does with it. */
    private Ending scored(PreparedCase.Ready ready, Paid paid, @Nullable String traceparent) {
        try {
            return new Ending(ready.scoredBy(judging.scorer(ready), paid.completion(), true), paid, traceparent);
        } catch (RuntimeException | StackOverflowError e) {
            QuarkusTransaction.requiringNew().run(() -> ledger.record(List.of(paid)));
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
