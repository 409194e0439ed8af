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
    private final Publication publication;
    private final Clock clock;

    /** @param producer has fenced the partition's earlier owners before {@code fold} was restored */
    OwnedPartition(PartitionFold fold, Producer<byte[], byte[]> producer, Publication publication, Clock clock) {
        this.fold = fold;
        this.producer = producer;
        this.publication = publication;
        this.clock = clock;
    }

    long next() {
        return fold.next();
    }

    /**
     * Publishes up to the first release that is not understood; returns whether there was none. What lies behind one waits
     * for an owner that understands it: the offset must not pass it, or nobody would ever fold it.
     *
     * @param owner the member as which the offset is committed: one that the group has excluded is refused
     */
    boolean publish(List<ConsumerRecord<byte[], byte[]>> releases, ConsumerGroupMetadata owner) {
        var partition = new TopicPartition(
                releases.getFirst().topic(), releases.getFirst().partition());
        var done = fold.next();
        var understood = true;
        producer.beginTransaction();
        for (var raw : releases) {
            var result = fold.read(raw);
            if (result instanceof PartitionFold.Result.Stuck stuck) {
                LOG.errorf("%s at %d is not understood, nothing behind it is published: %s", partition, done, stuck);
                understood = false;
                break;
            }
            publication.of(raw, result, clock.instant()).forEach(producer::send);
            done = fold.next();
        }
        producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(done)), owner);
        producer.commitTransaction();
        LOG.debugf("published %s up to %d", partition, done);
        return understood;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
