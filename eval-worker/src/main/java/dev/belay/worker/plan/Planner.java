package dev.belay.worker.plan;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.outbox.Outbox;
import dev.belay.worker.plan.domain.IssuePolicy;
import dev.belay.worker.plan.domain.Step;
import dev.belay.worker.plan.domain.TaskIssue;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.plan.store.BacklogStore;
import dev.belay.worker.plan.store.IssueStore;
import dev.belay.worker.plan.store.RunStore;
import dev.belay.worker.plan.store.TaskStore;
import dev.belay.worker.plan.store.TaskStore.Finished;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Keeps the windows of the open runs full. Every instance has one, and they share the runs by locking them, so each
 * looks only at what no other has in hand.
 *
 * <p>A thread of its own and not the scheduler, whose shortest interval is a second.
 */
@ApplicationScoped
public class Planner {

    private static final Logger LOG = Logger.getLogger(Planner.class);

    /** Bounds a transaction, and the locks of the outbox in it. */
    private static final int STEPS = 512;

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    /** Between two looks, which cost the database more than a task does. Windows hold more than executors finish meanwhile. */
    private static final Duration BREATH = Duration.ofMillis(25);

    private static final Duration CLOSE_EVERY = Duration.ofSeconds(1);

    private final RunStore runs;
    private final BacklogStore backlog;
    private final IssueStore issues;
    private final TaskStore tasks;
    private final Outbox outbox;
    private final IssuePolicy policy;
    private final Duration tick;
    private final AtomicInteger ended = new AtomicInteger();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread loop = Thread.ofPlatform().daemon().name("planner").unstarted(this::loop);
    private volatile boolean stopping;
    private long closedAt = System.nanoTime() - CLOSE_EVERY.toNanos();

    Planner(RunStore runs, BacklogStore backlog, IssueStore issues, TaskStore tasks, Outbox outbox, PlanConfig config) {
        this.runs = runs;
        this.backlog = backlog;
        this.issues = issues;
        this.tasks = tasks;
        this.outbox = outbox;
        this.policy = config.policy();
        this.tick = config.tick();
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        wake();
        loop.join(Duration.ofSeconds(5));
    }

    /** There may be room in a window; any number of calls before the planner looks again count as one. */
    public void wake() {
        wakeUps.release();
    }

    /**
     * Wakes the planner now and then: there is something to issue when a quarter of a window is free, all instances
     * together. What this leaves out, the next tick finds.
     */
    public void taskEnded() {
        if (ended.incrementAndGet() % policy.looksEvery() == 0) {
            wake();
        }
    }

    private void loop() {
        var pause = Duration.ZERO;
        while (pauseUnlessStopping(pause)) {
            try {
                pause = issueNext() ? Duration.ZERO : tick;
            } catch (RuntimeException e) {
                LOG.errorf(e, "runs were not looked at; tried again in %s", AFTER_A_FAULT);
                pause = AFTER_A_FAULT;
            }
        }
    }

    private boolean pauseUnlessStopping(Duration pause) {
        try {
            if (!pause.isZero() && !stopping) {
                Thread.sleep(BREATH);
            }
            if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopping;
    }

    /** Whether steps are left that did not fit into the transaction. */
    private boolean issueNext() {
        if (!backlog.isThere()) {
            return false;
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            closeEndedNowAndThen();
            var situation = issues.lock(policy);
            var steps = policy.next(situation.runs(), situation.front(), situation.now());
            take(steps.subList(0, Math.min(steps.size(), STEPS)));
            return steps.size() > STEPS;
        });
    }

    /** Nobody waits for it: the gate counts results and deadlines by itself. */
    private void closeEndedNowAndThen() {
        if (System.nanoTime() - closedAt > CLOSE_EVERY.toNanos()) {
            runs.closeEnded();
            closedAt = System.nanoTime();
        }
    }

    private void take(List<Step> steps) {
        var issued = new ArrayList<Digest>();
        for (var step : steps) {
            switch (step) {
                case Step.Issue issue -> issued.add(issue.task());
                case Step.GiveUp lost -> giveUp(lost);
            }
        }
        if (!issued.isEmpty()) {
            outbox.addAll(issues.markIssued(issued).stream()
                    .map(issue -> new Outbox.Addition(
                            TaskIssue.eventId(issue.task().task(), issue.number()), issue.task(), issue.traceparent()))
                    .toList());
        }
    }

    private void giveUp(Step.GiveUp lost) {
        var task = tasks.find(lost.task()).orElseThrow();
        LOG.warnf("task %s of run %s was issued %d times without a result", task.task(), task.run(), lost.issues());
        var fault = new Fault("lost", "issued " + lost.issues() + " times, and no worker answered");
        tasks.finish(List.of(new Finished(TaskResult.error(task, fault), null)));
    }
}
