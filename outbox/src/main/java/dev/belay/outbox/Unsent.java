package dev.belay.outbox;

import dev.belay.contracts.topic.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A row of the outbox that was not marked as sent when it was read. */
record Unsent(long seq, ProducerRecord<String, byte[]> message) {

    /** Whether it must wait for the rows of its stream that were added before. */
    boolean isOrdered() {
        return Topic.named(message.topic()).map(Topic::isOrdered).orElse(true);
    }

    /** What keeps its order, and stops as one: a topic's key. */
    String stream() {
        return message.topic() + " " + (message.key() == null ? "" : message.key());
    }
}
