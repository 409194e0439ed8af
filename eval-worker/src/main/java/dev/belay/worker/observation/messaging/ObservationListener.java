package dev.belay.worker.observation.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.observation.ObservationEvent;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.worker.observation.ObservationLoop;
import dev.belay.worker.observation.Observing;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes each observation once, whoever of the workers gets it. What a worker found itself is for the gate. */
@ApplicationScoped
class ObservationListener {

    private static final EventCodec<ObservationEvent> CODEC = EventCodec.of(ObservationEvent.class);

    private final Inbox inbox;
    private final Observing observing;
    private final ObservationLoop judges;

    ObservationListener(Inbox inbox, Observing observing, ObservationLoop judges) {
        this.inbox = inbox;
        this.observing = observing;
        this.judges = judges;
    }

    @Incoming("observations-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::take);
        judges.wake();
    }

    private void take(Received<ObservationEvent> received) {
        switch (received.data()) {
            case OutputObserved observed ->
                observing.take(observed, received.envelope().traceparent());
            case ViolationObserved own -> {}
        }
    }
}
