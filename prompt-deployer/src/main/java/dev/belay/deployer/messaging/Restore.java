package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The fold's state from Kafka alone (release protocol, rule 4): the owners' offsets, then {@code belay.live} to its end.
 *
 * <p>The end is asked for uncommitted. An owner's offset can be visible a moment before the end of the same transaction
 * is on {@code belay.live}; the committed end would then lie before records that the offset counts as published.
 * Reading up to the uncommitted end waits for that moment, or for the time-out of a transaction whose owner died.
 */
@ApplicationScoped
class Restore {

    private static final EventCodec<LiveState> CODEC = EventCodec.of(LiveState.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients kafka;

    Restore(KafkaClients kafka) {
        this.kafka = kafka;
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
                var offset = committed.get(partition);
                folds.put(
                        partition.partition(),
                        new PartitionFold(
                                records.getOrDefault(partition.partition(), Map.of())
                                        .values(),
                                offset == null ? begin.get(partition) : offset.offset()));
            }
            return folds;
        }
    }

    /** The newest record of each key, by partition. */
    private static Map<Integer, Map<String, LiveState>> readTo(
            Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        var newest = new HashMap<Integer, Map<String, LiveState>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var raw : consumer.poll(POLL)) {
                var live = understood(raw);
                newest.computeIfAbsent(raw.partition(), none -> new TreeMap<>()).put(live.key(), live);
            }
        }
        return newest;
    }

    private static LiveState understood(ConsumerRecord<byte[], byte[]> raw) {
        var body = new String(raw.value(), StandardCharsets.UTF_8);
        return switch (CODEC.decode(ReleaseRecord.headersOf(raw), body)) {
            case Decoded.Understood<LiveState> understood ->
                understood.envelope().data();
            case Decoded.Malformed<LiveState>(var reason) ->
                throw new UnreadableLiveState(raw.topic() + "/" + raw.partition() + " at " + raw.offset() + ": "
                        + reason + " (expected: what a deployer wrote; only deployers may write there)");
        };
    }
}
