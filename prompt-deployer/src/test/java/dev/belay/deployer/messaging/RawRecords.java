package dev.belay.deployer.messaging;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Releases as bytes, as writers send them and replicas read them. */
final class RawRecords {

    private static final String TOPIC = "belay.releases";

    private final TestWriters writers;

    /** @param writers who sign them */
    RawRecords(TestWriters writers) {
        this.writers = writers;
    }

    /** @param partition null for the key's */
    ProducerRecord<byte[], byte[]> sent(PromptOrdered release, String eventId, Integer partition) {
        return sent(writers.sign(envelope(release, eventId)), partition);
    }

    static EventEnvelope<ReleaseEvent> envelope(ReleaseEvent release, String eventId) {
        return EventEnvelope.of(eventId, "/test", Instant.now(), release);
    }

    /** @param partition null for the key's */
    static ProducerRecord<byte[], byte[]> sent(EncodedEvent encoded, Integer partition) {
        var record = new ProducerRecord<>(TOPIC, partition, bytes(encoded.key()), bytes(encoded.body()));
        encoded.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    ConsumerRecord<byte[], byte[]> read(PromptOrdered release, String eventId, long offset) {
        return read(sent(release, eventId, null), ReleaseRecord.partitionOf(release.prompt()), offset);
    }

    static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent, int partition, long offset) {
        var record = new ConsumerRecord<>(TOPIC, partition, offset, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
