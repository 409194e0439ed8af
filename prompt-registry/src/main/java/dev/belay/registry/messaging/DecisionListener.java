package dev.belay.registry.messaging;

import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.decision.PersonEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.registry.store.ChangeStore;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Learns which changes are decided, and which only a person, or their author's next try, can move on. */
@ApplicationScoped
class DecisionListener {

    private static final EventCodec<DecisionEvent> CODEC = EventCodec.of(DecisionEvent.class);

    private final Inbox inbox;
    private final ChangeStore changes;

    DecisionListener(Inbox inbox, ChangeStore changes) {
        this.inbox = inbox;
        this.changes = changes;
    }

    @Incoming("decisions-in")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::on);
    }

    private void on(Received<DecisionEvent> received) {
        var at = received.envelope().time();
        switch (received.data()) {
            case DecisionEvent.ChangeApproved approved -> changes.decided(approved.change(), at);
            case DecisionEvent.ChangeRejected rejected -> changes.decided(rejected.change(), at);
            case DecisionEvent.ChangeWithdrawn withdrawn -> changes.decided(withdrawn.change(), at);
            case DecisionEvent.ChangeHeldBack heldBack -> changes.heldBack(heldBack.change(), at);
            case DecisionEvent.ChangeOutdated outdated -> changes.reopened(outdated.change());
            case DecisionEvent.BreachDetected breach -> {}
            case DecisionEvent.DrillStarted drill -> {}
            case PersonEvent byPerson -> {}
        }
    }
}
