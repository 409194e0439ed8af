package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.NotYetSeen;
import dev.belay.outbox.Received;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Collects results. The one that completes a run, or violates a must-not, decides it in the transaction that stores
 * it; one that comes after the decision is stored and changes nothing. A result of a run that is not known yet is
 * parked.
 */
@Startup
@ApplicationScoped
class ResultListener {

    private static final EventCodec<CaseEvaluated> CODEC = EventCodec.of(CaseEvaluated.class);

    private final Inbox inbox;
    private final ChangeStore changes;
    private final ResultStore results;
    private final Deciding deciding;

    ResultListener(Inbox inbox, ChangeStore changes, ResultStore results, Deciding deciding) {
        this.inbox = inbox;
        this.changes = changes;
        this.results = results;
        this.deciding = deciding;
        inbox.register(Topic.EVAL_RESULTS.topicName(), CODEC, this::handle);
    }

    @Incoming("results-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::handle);
    }

    private void handle(Received<CaseEvaluated> received) {
        var result = received.data();
        var attempt = changes.lock(changeOf(result.run())).orElseThrow(() -> unknown(result));
        var progress = results.take(result).orElseThrow(() -> unknown(result));
        var current = attempt.run().equals(result.run()) && attempt.state() == State.EVALUATING;
        if (current && (progress.isComplete() || violates(result))) {
            deciding.consider(attempt);
        }
    }

    /** Whether it may decide before the run is complete; whether it does, the rules say. */
    private static boolean violates(CaseEvaluated result) {
        return result.subject() == Subject.CANDIDATE
                && result.checks().stream()
                        .anyMatch(check -> check.source() == Source.MUST_NOT && check.outcome() == Outcome.FAILED);
    }

    private static String changeOf(String run) {
        var dot = run.lastIndexOf('.');
        if (dot <= 0) {
            throw new IllegalArgumentException("run: \"" + run + "\" (expected: CHANGE.ATTEMPT)");
        }
        return run.substring(0, dot);
    }

    private static NotYetSeen unknown(CaseEvaluated result) {
        return new NotYetSeen("run " + result.run());
    }
}
