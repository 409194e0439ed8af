package dev.belay.outbox;

import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who reads a topic, and how. */
record Listener<E extends Event>(EventCodec<E> codec, Consumer<Received<E>> handler) {

    Letter<E> open(ConsumerRecord<String, byte[]> raw, Authenticity authenticity) {
        return Letter.open(raw, codec, authenticity);
    }
}
