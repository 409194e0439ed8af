package dev.belay.rollback;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.TestStack;
import dev.belay.local.stack.TestWriters;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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

/** The broker as the service's neighbours see it. */
final class Topics {

    private Topics() {}

    static void send(String eventId, Event event) {
        var encoded = TestWriters.shared().sign(EventEnvelope.of(eventId, "/test", Instant.now(), event));
        var record = new ProducerRecord<>(
                Topic.of(event).topicName(), encoded.key(), encoded.body().getBytes(StandardCharsets.UTF_8));
        encoded.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    static void sendBytes(String topic, String key, byte[] body) {
        send(new ProducerRecord<>(topic, key, body));
    }

    static List<RollbackOrdered> rollbacksOf(String prompt) {
        var codec = EventCodec.of(ReleaseEvent.class);
        return records(Topic.RELEASES.topicName()).stream()
                .filter(record -> prompt.equals(record.key()))
                .map(record -> codec.decode(headersOf(record), new String(record.value(), StandardCharsets.UTF_8)))
                .flatMap(decoded -> decoded instanceof Decoded.Understood<ReleaseEvent>(var envelope)
                                && envelope.data() instanceof RollbackOrdered rollback
                        ? Stream.of(rollback)
                        : Stream.empty())
                .toList();
    }

    static List<String> keysOf(String topic, String key) {
        return records(topic).stream()
                .map(ConsumerRecord::key)
                .filter(key::equals)
                .toList();
    }

    /** Whether the service has read the deployments of a prompt up to a number, and the contents of all of them. */
    static boolean isKnown(String prompt, int number) throws SQLException {
        var stack = TestStack.shared();
        try (var connection = DriverManager.getConnection(stack.jdbcUrl("rollback"), stack.user(), stack.password());
                var select = connection.prepareStatement("select exists (select from deployments where prompt = ? "
                        + "and state like ?) and (select count(*) from version_content) >= ?")) {
            select.setString(1, prompt);
            select.setString(2, "%\"number\":" + number + ",\"live\"%");
            select.setInt(3, number);
            var result = select.executeQuery();
            return result.next() && result.getBoolean(1);
        }
    }

    /** Whether the service has read the release of one of a group. */
    static boolean isRead(String release) throws SQLException {
        var stack = TestStack.shared();
        try (var connection = DriverManager.getConnection(stack.jdbcUrl("rollback"), stack.user(), stack.password());
                var select = connection.prepareStatement(
                        "select exists (select from grouped_release where release = ? and release_group <> '')")) {
            select.setString(1, release);
            var result = select.executeQuery();
            return result.next() && result.getBoolean(1);
        }
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", TestStack.shared().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", TestStack.shared().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = new HashMap<>(consumer.endOffsets(partitions));
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    private static Map<String, String> headersOf(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
