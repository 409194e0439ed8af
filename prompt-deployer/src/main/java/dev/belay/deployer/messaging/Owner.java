package dev.belay.deployer.messaging;

import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Publishes what became of the releases of the partitions that the group gives to this replica. Serving never waits for
 * it. A partition is opened by fencing its earlier owners and only then restoring its state; whatever goes wrong in a
 * partition drops that state, and the next poll, which also learns of a partition that is no longer this replica's,
 * comes before it is opened again.
 */
@ApplicationScoped
public class Owner {

    private static final Logger LOG = Logger.getLogger(Owner.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final Restore restore;
    private final Publication publication;
    private final Clock clock = Clock.systemUTC();
    private final Map<TopicPartition, OwnedPartition> owned = new ConcurrentHashMap<>();
    private final Worker worker = new Worker("owner", this::own, fault -> {});

    Owner(KafkaClients kafka, Restore restore, Signer signer, MeterRegistry meters) {
        this.kafka = kafka;
        this.restore = restore;
        this.publication = new Publication(signer);
        meters.gaugeMapSize("belay.deployer.partitions.owned", List.of(), owned);
    }

    void start(@Observes StartupEvent started) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop();
    }

    /** The partitions whose outcomes this replica publishes now. */
    public Set<Integer> partitions() {
        return owned.keySet().stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }

    private void own(Worker round) {
        try (var consumer = kafka.owner()) {
            consumer.subscribe(List.of(Topic.RELEASES.topicName()), new Partitions(consumer));
            while (!round.isStopped()) {
                var releases = consumer.poll(POLL);
                owned.forEach((partition, mine) -> publish(partition, mine, releases, consumer));
                open(consumer);
            }
        } finally {
            drop(List.copyOf(owned.keySet()));
        }
    }

    private void publish(
            TopicPartition partition,
            OwnedPartition mine,
            ConsumerRecords<byte[], byte[]> releases,
            Consumer<byte[], byte[]> consumer) {
        var records = releases.records(partition);
        if (records.isEmpty()) {
            return;
        }
        try {
            if (!mine.publish(records, consumer.groupMetadata())) {
                consumer.pause(List.of(partition));
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf("%s is opened again: %s", partition, e.toString());
            drop(List.of(partition));
        }
    }

    private void open(Consumer<byte[], byte[]> consumer) {
        var missing = consumer.assignment().stream()
                .filter(partition -> !owned.containsKey(partition))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var producers = new HashMap<Integer, Producer<byte[], byte[]>>();
        try {
            missing.forEach(partition -> producers.put(partition.partition(), fencing(partition.partition())));
            var folds = restore.of(producers.keySet());
            for (var partition : missing) {
                var fold = folds.get(partition.partition());
                consumer.seek(partition, fold.next());
                consumer.resume(List.of(partition));
                owned.put(
                        partition,
                        new OwnedPartition(fold, producers.remove(partition.partition()), publication, clock));
            }
            LOG.infof("owns %s", owned.keySet());
        } finally {
            producers.values().forEach(producer -> producer.close(Duration.ZERO));
        }
    }

    private Producer<byte[], byte[]> fencing(int partition) {
        var producer = kafka.ownersProducer(partition);
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private void drop(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var mine = owned.remove(partition);
            if (mine != null) {
                mine.close();
            }
        }
    }

    private final class Partitions implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        private Partitions(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /** Nothing is read before the partition is open, which is when its offset is known. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> consumer.seek(partition, 0));
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            drop(partitions);
        }
    }
}
