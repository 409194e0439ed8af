package dev.belay.system;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What lies on the topics, read as an outsider would, and what an outsider can put there. */
public final class TopicLog {

    private final String bootstrapServers;

    public TopicLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    long count(Topic topic, String eventType, String bodyPart) {
        return read(topic.topicName()).stream()
                .filter(record -> eventType.equals(header(record, "ce_type")))
                .filter(record -> text(record).contains(bodyPart))
                .map(record -> header(record, "ce_id"))
                .distinct()
                .count();
    }

    /** Sends every record of the topic again: same key, same bytes, same headers. */
    int sendAllAgain(Topic topic) {
        var records = read(topic.topicName());
        try (var producer = producer()) {
            records.forEach(record -> producer.send(
                    new ProducerRecord<>(topic.topicName(), null, record.key(), record.value(), record.headers())));
        }
        return records.size();
    }

    /** Waits until the broker has them. */
    public void sendAll(Topic topic, List<EncodedEvent> events) {
        try (var producer = producer()) {
            for (var event : events) {
                var record = new ProducerRecord<>(
                        topic.topicName(), event.key(), event.body().getBytes(StandardCharsets.UTF_8));
                event.headers()
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                producer.send(record);
            }
        }
    }

    void send(Topic topic, String key, String body, Map<String, String> headers) {
        try (var producer = producer()) {
            var record = new ProducerRecord<>(topic.topicName(), key, body.getBytes(StandardCharsets.UTF_8));
            headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
