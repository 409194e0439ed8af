package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.EarlyLook;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.NotYetSeen;
import dev.belay.outbox.Outbox;
import dev.belay.outbox.Received;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Collects results, those of a run that come together in one transaction. What completes a run, or may settle it before,
 * decides it in the transaction that stores it. What comes after the decision is not taken any more: the rows stay what it
 * was decided from. A result of a run that is not known yet is parked.
 */
@Startup
@ApplicationScoped
class ResultListener {

    private static final EventCodec<CaseEvaluated> CODEC = EventCodec.of(CaseEvaluated.class);

    private final Inbox inbox;
    private final ChangeStore changes;
    private final ResultStore results;
    private final Deciding deciding;
    private final Outbox outbox;

    ResultListener(Inbox inbox, Outbox outbox, ChangeStore changes, ResultStore results, Deciding deciding) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.changes = changes;
        this.results = results;
        this.deciding = deciding;
        inbox.register(Topic.EVAL_RESULTS.topicName(), CODEC, received -> handle(List.of(received)));
    }

    @Incoming("results-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receiveTogether(batch, CODEC, this::handle);
    }

    /** The runs in one order for all instances, since each locks its change. */
    private void handle(List<Received<CaseEvaluated>> received) {
        received.stream()
                .collect(Collectors.groupingBy(result -> result.data().run(), TreeMap::new, Collectors.toList()))
                .forEach(this::take);
    }

    private void take(String run, List<Received<CaseEvaluated>> received) {
        outbox.causedBy(received.getLast().envelope().traceparent());
        var arrived = received.stream().map(Received::data).toList();
        var attempt = changes.lock(changeOf(run)).orElseThrow(() -> unknown(run));
        var before = results.progress(run).orElseThrow(() -> unknown(run));
        if (!attempt.run().equals(run) || attempt.state() != State.EVALUATING) {
            return;
        }
        var progress = results.take(run, arrived);
        if (progress.isComplete() || (EarlyLook.isDue(before, progress, arrived) && mayStopEarly(attempt))) {
            deciding.consider(attempt);
        }
    }

    private boolean mayStopEarly(Attempt attempt) {
        return !Boolean.TRUE.equals(changes.proposal(attempt.change()).whole());
    }

    private static String changeOf(String run) {
        var dot = run.lastIndexOf('.');
        if (dot <= 0) {
            throw new IllegalArgumentException("run: \"" + run + "\" (expected: CHANGE.ATTEMPT)");
        }
        return run.substring(0, dot);
    }

    private static NotYetSeen unknown(String run) {
        return new NotYetSeen("run " + run);
    }
}
