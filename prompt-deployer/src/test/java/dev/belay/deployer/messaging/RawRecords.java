package dev.belay.deployer.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Releases as bytes, as writers send them and replicas read them. */
final class RawRecords {

    private static final String TOPIC = "belay.releases";

    private RawRecords() {}

    /** @param partition null for the key's */
    static ProducerRecord<byte[], byte[]> sent(ReleaseEvent release, String eventId, Integer partition) {
        var encoded = EventCodec.encode(EventEnvelope.of(eventId, "/test", Instant.now(), release));
        var record = new ProducerRecord<>(TOPIC, partition, bytes(encoded.key()), bytes(encoded.body()));
        encoded.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    static ConsumerRecord<byte[], byte[]> read(ReleaseEvent release, String eventId, long offset) {
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
