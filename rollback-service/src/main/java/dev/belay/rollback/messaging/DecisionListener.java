package dev.belay.rollback.messaging;

import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.event.EventCodec;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.rollback.drilling.Drills;
import dev.belay.rollback.ordering.Breaches;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows what the gate says of limits that are broken, and of drills. The inbox sees to transactions and duplicates. */
@ApplicationScoped
class DecisionListener {

    private static final EventCodec<DecisionEvent> CODEC = EventCodec.of(DecisionEvent.class);

    private final Inbox inbox;
    private final Breaches breaches;
    private final Drills drills;

    DecisionListener(Inbox inbox, Breaches breaches, Drills drills) {
        this.inbox = inbox;
        this.breaches = breaches;
        this.drills = drills;
    }

    @Incoming("decisions-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::follow);
    }

    private void follow(Received<DecisionEvent> received) {
        switch (received.data()) {
            case BreachDetected breach -> breaches.follow(breach);
            case DrillStarted started -> drills.started(started);
            default -> {}
        }
    }
}
