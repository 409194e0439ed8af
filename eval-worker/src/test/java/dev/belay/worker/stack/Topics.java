package dev.belay.worker.stack;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads topics as the other services do. */
public final class Topics implements AutoCloseable {

    private final TestWriters writers = TestWriters.shared();
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void send(String id, Event event) {
        var encoded = writers.sign(EventEnvelope.of(id, "/test", Instant.now(), event));
        send(
                Topic.of(event).topicName(),
                encoded.key(),
                encoded.headers(),
                encoded.body().getBytes(StandardCharsets.UTF_8));
    }

    public void send(String topic, String key, Map<String, String> headers, byte[] body) {
        var letter = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(letter).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that the topic holds now. */
    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var letters = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return letters;
        }
    }

    /** The topic's events that can be understood. */
    public <E extends Event> List<EventEnvelope<E>> events(Topic topic, Class<E> type) {
        var codec = EventCodec.of(type);
        var events = new ArrayList<EventEnvelope<E>>();
        for (var letter : read(topic.topicName())) {
            var headers = new HashMap<String, String>();
            letter.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            if (codec.decode(headers, new String(letter.value(), StandardCharsets.UTF_8))
                    instanceof Decoded.Understood<E>(var envelope)) {
                events.add(envelope);
            }
        }
        return events;
    }

    @Override
    public void close() {
        producer.close();
    }
}
