package dev.belay.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A row of the outbox that was not marked as sent when it was read. */
record Unsent(long seq, ProducerRecord<String, byte[]> message) {

    /** What keeps its order: a topic's key. */
    String stream() {
        return message.topic() + " " + (message.key() == null ? "" : message.key());
    }
}
