package dev.belay.outbox;

import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventEnvelope;

/** An event and where it was read. */
public record Received<E extends Event>(EventEnvelope<E> envelope, String topic, int partition, long offset) {

    public E data() {
        return envelope.data();
    }
}
