package dev.belay.gate.observation.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.observation.ObservationEvent;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import dev.belay.gate.observation.Breaching;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Each event once; the inbox sees to transactions and duplicates. */
@ApplicationScoped
class ObservationListener {

    private static final EventCodec<ObservationEvent> CODEC = EventCodec.of(ObservationEvent.class);

    private final Inbox inbox;
    private final Breaching breaching;

    ObservationListener(Inbox inbox, Breaching breaching) {
        this.inbox = inbox;
        this.breaching = breaching;
    }

    @Incoming("observations-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::handle);
    }

    private void handle(Received<ObservationEvent> received) {
        switch (received.data()) {
            case OutputObserved observed -> breaching.follow(observed);
            case ViolationObserved violation -> breaching.follow(violation);
        }
    }
}
