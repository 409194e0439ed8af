package dev.belay.worker.observation.messaging;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.event.EventCodec;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.worker.observation.store.ObservationStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows which criteria are in force, since that is what observations are read by. */
@ApplicationScoped
class CriteriaListener {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    private final Inbox inbox;
    private final ObservationStore observations;

    CriteriaListener(Inbox inbox, ObservationStore observations) {
        this.inbox = inbox;
        this.observations = observations;
    }

    @Incoming("criteria-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::follow);
    }

    private void follow(Received<ChangeEvent> received) {
        if (received.data() instanceof CriteriaPublished criteria) {
            observations.published(criteria);
        }
    }
}
