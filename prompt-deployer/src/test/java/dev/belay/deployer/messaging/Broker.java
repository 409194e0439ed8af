package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.local.stack.TestStack;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test sends to the broker, and what a reader of committed records finds there. */
final class Broker {

    private Broker() {}

    static RecordMetadata order(PromptOrdered release) {
        return send(new RawRecords(TestWriters.shared())
                .sent(release, UUID.randomUUID().toString(), null));
    }

    static RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", TestStack.shared().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The genuine ones of that type, in the order of each partition. */
    static <E extends Event> List<EventEnvelope<E>> events(String topic, Class<E> type) {
        var codec = EventCodec.of(type);
        var trust = TestWriters.shared().trust();
        return records(topic).stream()
                .filter(raw ->
                        codec.types().containsKey(ReleaseRecord.headersOf(raw).getOrDefault("ce_type", "")))
                .filter(raw -> trust.verify(topic, ReleaseRecord.keyOf(raw), ReleaseRecord.headersOf(raw), raw.value())
                        .refusal()
                        .isEmpty())
                .map(raw -> codec.decode(ReleaseRecord.headersOf(raw), new String(raw.value(), StandardCharsets.UTF_8)))
                .map(decoded -> switch (decoded) {
                    case Decoded.Understood<E> understood -> understood.envelope();
                    case Decoded.Malformed<E>(var reason) -> throw new AssertionError(reason);
                })
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", TestStack.shared().bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = new HashMap<>(consumer.endOffsets(partitions));
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }
}
