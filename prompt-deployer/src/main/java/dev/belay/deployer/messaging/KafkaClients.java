package dev.belay.deployer.messaging;

import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Kafka's own clients: SmallRye Reactive Messaging has neither consumers with assigned partitions that start at an
 * offset read elsewhere, nor a transactional producer a partition that fences whoever owned it before.
 */
@ApplicationScoped
class KafkaClients {

    static final String OWNERS = "belay-deployer";
    private static final int LARGEST_REQUEST = 8 << 20;
    private static final int SENT_WITHIN = 5_000;

    private final String bootstrapServers;
    private final DeployerConfig config;

    KafkaClients(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, DeployerConfig config) {
        this.bootstrapServers = bootstrapServers;
        this.config = config;
    }

    static List<TopicPartition> partitionsOf(Topic topic) {
        return partitionsOf(
                topic, IntStream.range(0, topic.partitions()).boxed().toList());
    }

    static List<TopicPartition> partitionsOf(Topic topic, Collection<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
    }

    /**
     * Reads releases as every replica does: uncommitted, so that an open transaction of some writer cannot keep a
     * rollback from being read, and so that all replicas read the same.
     */
    Consumer<byte[], byte[]> releases() {
        return consumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"));
    }

    /** Reads what owners published. It is of their group only to ask for their offsets; it never joins or commits. */
    Consumer<byte[], byte[]> published() {
        return consumer(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.GROUP_ID_CONFIG, OWNERS));
    }

    /** A member of the owners' group. */
    Consumer<byte[], byte[]> owner() {
        return consumer(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted",
                ConsumerConfig.GROUP_ID_CONFIG,
                OWNERS,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.ownerSessionTimeout().toMillis()),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(config.ownerSessionTimeout().toMillis() / 3)));
    }

    /** The transactional id is the partition's, so a new owner's producer fences the old one's. */
    Producer<byte[], byte[]> ownersProducer(int partition) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                OWNERS + "-" + partition,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(config.transactionTimeout().toMillis()),
                ProducerConfig.ACKS_CONFIG,
                "all",
                // A state with two large versions may be larger than the topic takes uncompressed.
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) 2 * LARGEST_REQUEST);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For events of which none waits for another. */
    Producer<byte[], byte[]> producer() {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                SENT_WITHIN,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                SENT_WITHIN / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                SENT_WITHIN,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) LARGEST_REQUEST);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> purpose) {
        var settings = new HashMap<>(purpose);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        // Positions are always sought; one that the broker no longer has is a fault, not a reason to begin elsewhere.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                Duration.ofSeconds(10).toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Duration.ofSeconds(5).toMillis());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
