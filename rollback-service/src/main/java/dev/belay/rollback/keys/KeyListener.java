package dev.belay.rollback.keys;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.outbox.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows {@code belay.keys}. The inbox sees to signatures, transactions and duplicates. */
@ApplicationScoped
class KeyListener {

    private static final EventCodec<KeyEvent> CODEC = EventCodec.of(KeyEvent.class);

    private final Inbox inbox;
    private final RollBackKeys keys;

    KeyListener(Inbox inbox, RollBackKeys keys) {
        this.inbox = inbox;
        this.keys = keys;
    }

    @Incoming("keys-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, received -> keys.follow(received.data()));
    }
}
