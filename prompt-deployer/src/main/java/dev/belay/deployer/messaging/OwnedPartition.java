package dev.belay.deployer.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Publishes the outcomes of one partition's releases: deployments, live states, dead letters and the offset after them
 * in one transaction, so that each is published once. What any call throws ends the ownership; the transaction is then
 * aborted by whoever owns the partition next.
 */
final class OwnedPartition implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OwnedPartition.class);

    private final PartitionFold fold;
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;

    /** @param producer has fenced the partition's earlier owners before {@code fold} was restored */
    OwnedPartition(PartitionFold fold, Producer<byte[], byte[]> producer, Clock clock) {
        this.fold = fold;
        this.producer = producer;
        this.clock = clock;
    }

    long next() {
        return fold.next();
    }

    /** @param owner the member as which the offset is committed: one that the group has excluded is refused */
    void publish(List<ConsumerRecord<byte[], byte[]>> releases, ConsumerGroupMetadata owner) {
        producer.beginTransaction();
        for (var raw : releases) {
            Publication.of(raw, fold.read(raw), clock.instant()).forEach(producer::send);
        }
        var last = releases.getLast();
        var partition = new TopicPartition(last.topic(), last.partition());
        producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(fold.next())), owner);
        producer.commitTransaction();
        LOG.debugf("published %s up to %d", partition, last.offset());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
