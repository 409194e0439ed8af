package dev.belay.worker.plan.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunControlEvent.RunPaused;
import dev.belay.contracts.run.RunControlEvent.RunResumed;
import dev.belay.contracts.run.RunControlEvent.RunRetried;
import dev.belay.contracts.run.RunPlan;
import dev.belay.contracts.topic.Topic;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.NotYetSeen;
import dev.belay.outbox.Received;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.plan.Planner;
import dev.belay.worker.plan.store.RunStore;
import dev.belay.worker.registry.Documents;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Stays ordered: a run's cancellation comes after its opening. */
@ApplicationScoped
@Startup
public class RunControlListener {

    private static final EventCodec<RunControlEvent> CODEC = EventCodec.of(RunControlEvent.class);

    /** Tasks that are added at once. */
    private static final int BATCH = 1000;

    private final Inbox inbox;
    private final Documents documents;
    private final RunStore runs;
    private final BudgetStore budgets;
    private final Planner planner;

    RunControlListener(Inbox inbox, Documents documents, RunStore runs, BudgetStore budgets, Planner planner) {
        this.inbox = inbox;
        this.documents = documents;
        this.runs = runs;
        this.budgets = budgets;
        this.planner = planner;
        inbox.register(Topic.RUN_CONTROL.topicName(), CODEC, this::handle);
    }

    @Incoming("run-control-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::handle);
        planner.wake();
    }

    private void handle(Received<RunControlEvent> received) {
        switch (received.data()) {
            case RunOpened opened -> open(opened, received.envelope().traceparent());
            case RunRetried retried -> retry(retried);
            case RunCancelled cancelled -> {
                if (!runs.cancel(cancelled.run(), cancelled.reason())) {
                    throw new NotYetSeen(nameOf(cancelled));
                }
            }
            case RunPaused paused -> {
                if (!runs.pause(paused.run())) {
                    throw new NotYetSeen(nameOf(paused));
                }
            }
            case RunResumed resumed -> {
                if (!runs.resume(resumed)) {
                    throw new NotYetSeen(nameOf(resumed));
                }
            }
        }
    }

    private void open(RunOpened run, @Nullable String traceparent) {
        if (runs.open(run, traceparent)) {
            budgets.open(run.run(), run.budgetUsd());
            plan(run);
        }
        inbox.unpark(nameOf(run));
    }

    private void plan(RunOpened run) {
        var plan = new RunPlan(run);
        var tasks = new ArrayList<PlannedTask>();
        documents.readSuite(run.suite(), evalCase -> {
            tasks.addAll(plan.next(evalCase));
            if (tasks.size() >= BATCH) {
                runs.add(tasks);
                tasks.clear();
            }
        });
        runs.add(tasks);
    }

    private void retry(RunRetried retried) {
        if (!runs.retry(retried)) {
            throw new NotYetSeen(nameOf(retried));
        }
        budgets.raise(retried.run(), retried.budgetUsd());
    }

    private static String nameOf(RunControlEvent event) {
        return "run " + event.run();
    }
}
