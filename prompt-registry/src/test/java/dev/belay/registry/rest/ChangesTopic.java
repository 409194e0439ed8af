package dev.belay.registry.rest;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.local.stack.TestStack;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics as another service sees them. */
final class ChangesTopic {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    private ChangesTopic() {}

    /** In the order of the topic. */
    static List<ChangeEvent> eventsOf(String prompt) {
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor("belay.changes").stream()
                    .map(partition -> new TopicPartition("belay.changes", partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = new HashMap<>(consumer.endOffsets(partitions));
            var events = new ArrayList<ChangeEvent>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var read : consumer.poll(Duration.ofMillis(200))) {
                    if (prompt.equals(read.key())) {
                        events.add(decoded(read));
                    }
                }
            }
            return events;
        }
    }

    static void decide(DecisionEvent decision) throws Exception {
        var encoded = TestWriters.shared()
                .sign(EventEnvelope.of(UUID.randomUUID().toString(), "/gate-service", Instant.now(), decision));
        var message = new ProducerRecord<>("belay.decisions", encoded.key(), encoded.body());
        encoded.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
            producer.send(message).get();
        }
    }

    private static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", TestStack.shared().bootstrapServers());
    }

    private static ChangeEvent decoded(ConsumerRecord<String, String> read) {
        var headers = new HashMap<String, String>();
        read.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return switch (CODEC.decode(headers, read.value())) {
            case Decoded.Understood<ChangeEvent>(var envelope) -> envelope.data();
            case Decoded.Malformed<ChangeEvent>(var reason) -> throw new IllegalStateException(reason);
        };
    }
}
