package dev.belay.gate;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The rest of Belay, as the gate sees it: publishes on its topics and reads what it publishes. */
final class Platform implements AutoCloseable {

    private final TestWriters writers = TestWriters.shared();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> published = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> deadLetters = new CopyOnWriteArrayList<>();
    private final List<Exception> faults = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    Platform(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    void publish(String id, Event event) {
        publish(id, event, 1);
    }

    /** {@code times} records of one and the same event. */
    void publish(String id, Event event, int times) {
        var encoded = writers.sign(EventEnvelope.of(id, "/test", Instant.now(), event));
        for (int i = 0; i < times; i++) {
            send(Topic.of(event).topicName(), encoded.key(), encoded.headers(), encoded.body());
        }
        producer.flush();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the broker did not take a record", faults.getFirst());
        }
    }

    /** As somebody who may write to Kafka and has the key of {@code writer} alone. */
    void forge(Writer writer, String id, Event event) {
        send(event, writers.sign(writer, EventEnvelope.of(id, "/test", Instant.now(), event)));
    }

    /** A genuine event whose body is changed on the way. */
    void alter(String id, Event event, String from, String to) {
        var sound = writers.sign(EventEnvelope.of(id, "/test", Instant.now(), event));
        send(event, new EncodedEvent(sound.key(), sound.headers(), sound.body().replace(from, to)));
    }

    /** A genuine event under another id than it was signed with. */
    void relabel(String id, Event event, String to) {
        var sound = writers.sign(EventEnvelope.of(id, "/test", Instant.now(), event));
        var headers = new HashMap<>(sound.headers());
        headers.put("ce_id", to);
        send(event, new EncodedEvent(sound.key(), headers, sound.body()));
    }

    private void send(Event event, EncodedEvent encoded) {
        send(Topic.of(event).topicName(), encoded.key(), encoded.headers(), encoded.body());
        producer.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback keeps what it would have said.
    void send(String topic, String key, Map<String, String> headers, String body) {
        var letter = new ProducerRecord<>(topic, key, body.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(letter, (placed, fault) -> {
            if (fault != null) {
                faults.add(fault);
            }
        });
    }

    <E extends Event> Stream<E> published(Class<E> type) {
        return published.stream().filter(type::isInstance).map(type::cast);
    }

    List<ConsumerRecord<String, byte[]>> deadLetters() {
        return List.copyOf(deadLetters);
    }

    private void read() {
        var topics = Stream.of(Topic.DECISIONS, Topic.RELEASES, Topic.RUN_CONTROL)
                .map(Topic::topicName)
                .toList();
        var partitions = new ArrayList<TopicPartition>();
        Stream.concat(topics.stream(), Stream.of(Topic.EVAL_RESULTS.deadLetters(), Topic.CHANGES.deadLetters()))
                .forEach(topic -> consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closed) {
            for (var letter : consumer.poll(Duration.ofMillis(50))) {
                Topic.named(letter.topic())
                        .ifPresentOrElse(topic -> decode(topic, letter), () -> deadLetters.add(letter));
            }
        }
        consumer.close();
    }

    private void decode(Topic topic, ConsumerRecord<String, byte[]> letter) {
        var headers = new HashMap<String, String>();
        letter.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        var decoded = EventCodec.of(topic.events()).decode(headers, new String(letter.value(), StandardCharsets.UTF_8));
        if (decoded instanceof Decoded.Understood<?>(var envelope)) {
            published.add(envelope.data());
        } else {
            throw new IllegalStateException("the gate published what nobody understands: " + decoded);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
        producer.close();
    }
}
