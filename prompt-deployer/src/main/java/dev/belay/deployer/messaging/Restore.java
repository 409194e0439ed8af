package dev.belay.deployer.messaging;

import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The fold's state from Kafka alone (release protocol, rule 4): the owners' offsets, then {@code belay.live} to its end.
 *
 * <p>The end is asked for uncommitted. An owner's offset can be visible a moment before the end of the same transaction
 * is on {@code belay.live}; the committed end would then lie before records that the offset counts as published.
 * Reading up to the uncommitted end waits for that moment, or for the time-out of a transaction whose owner died.
 *
 * <p>{@code belay.live} only saves the way through the releases. Where what is newest of a key there was not written by a
 * deployer, compaction may have put it in a genuine record's place: that partition is folded from the releases' begin.
 */
@ApplicationScoped
class Restore {

    private static final Logger LOG = Logger.getLogger(Restore.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final Trust trust;

    Restore(KafkaClients kafka, Trust trust) {
        this.kafka = kafka;
        this.trust = trust;
    }

    /** By partition; throws Kafka's exceptions when it cannot be reached. */
    Map<Integer, PartitionFold> of(Collection<Integer> partitions) {
        try (var published = kafka.published();
                var uncommitted = kafka.releases()) {
            var releases = KafkaClients.partitionsOf(Topic.RELEASES, partitions);
            var committed = published.committed(new HashSet<>(releases));
            var live = KafkaClients.partitionsOf(Topic.LIVE, partitions);
            var records = readTo(uncommitted.endOffsets(live), published);
            var begin = uncommitted.beginningOffsets(releases);
            var folds = new HashMap<Integer, PartitionFold>();
            for (var partition : releases) {
                var found = records.getOrDefault(partition.partition(), new LiveRecords(trust));
                var offset = committed.get(partition);
                long next = offset == null ? begin.get(partition) : offset.offset();
                folds.put(
                        partition.partition(),
                        found.areGenuine()
                                ? new PartitionFold(found.newest(), next, trust)
                                : again(uncommitted, partition, begin.get(partition), next));
            }
            return folds;
        }
    }

    /** Up to where the owners are, so that nothing is published twice. */
    private PartitionFold again(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long committed) {
        LOG.warnf("belay.live/%d is not as deployers wrote it: all releases are folded again", partition.partition());
        var fold = new PartitionFold(List.of(), begin, trust);
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        while (fold.next() < committed && consumer.position(partition) < committed) {
            for (var raw : consumer.poll(POLL)) {
                if (raw.offset() < committed) {
                    fold.read(raw);
                }
            }
        }
        return fold;
    }

    private Map<Integer, LiveRecords> readTo(Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        var found = new HashMap<Integer, LiveRecords>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var raw : consumer.poll(POLL)) {
                found.computeIfAbsent(raw.partition(), none -> new LiveRecords(trust))
                        .add(raw);
            }
        }
        return found;
    }
}
