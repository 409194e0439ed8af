package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The newest deployment events, in memory: what owners committed to {@code belay.deployments}, over all prompts. The
 * topic itself keeps all of them for ever.
 */
@ApplicationScoped
public class DeploymentLog {

    private static final Logger LOG = Logger.getLogger(DeploymentLog.class);
    private static final EventCodec<DeploymentEvent> CODEC = EventCodec.of(DeploymentEvent.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final Trust trust;
    private final int size;
    private final ConcurrentSkipListMap<Place, EventEnvelope<DeploymentEvent>> newest = new ConcurrentSkipListMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Worker worker = new Worker("deployment-log", this::follow, fault -> {});

    /** Orders by time, and the events of one partition in any case as they lie there. */
    private record Place(Instant time, int partition, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::time)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    DeploymentLog(KafkaClients kafka, Trust trust, DeployerConfig config) {
        this.kafka = kafka;
        this.trust = trust;
        this.size = config.deploymentLogSize();
    }

    void start(@Observes StartupEvent started) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop();
    }

    /** Newest first. */
    public List<EventEnvelope<DeploymentEvent>> newest(
            Predicate<EventEnvelope<DeploymentEvent>> wanted, Instant since, int limit) {
        return newest.descendingMap().values().stream()
                .takeWhile(event -> !event.time().isBefore(since))
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    private void follow(Worker round) {
        try (var consumer = kafka.published()) {
            var partitions = KafkaClients.partitionsOf(Topic.DEPLOYMENTS);
            consumer.assign(partitions);
            if (next.isEmpty()) {
                next.putAll(begin(consumer, partitions));
            }
            next.forEach(consumer::seek);
            while (!round.isStopped()) {
                consumer.poll(POLL).forEach(this::read);
            }
        }
    }

    /** Where at least the newest {@link #size} events of every partition are read. */
    private Map<TopicPartition, Long> begin(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var first = consumer.beginningOffsets(partitions);
        var begin = new HashMap<TopicPartition, Long>();
        // An applied release takes two offsets at most: its event and its transaction's marker.
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> begin.put(partition, Math.max(first.get(partition), end - 2L * size)));
        return begin;
    }

    private Decoded<DeploymentEvent> decoded(ConsumerRecord<byte[], byte[]> raw) {
        var headers = ReleaseRecord.headersOf(raw);
        return trust.verify(raw.topic(), ReleaseRecord.keyOf(raw), headers, raw.value())
                .refusal()
                .<Decoded<DeploymentEvent>>map(Decoded.Malformed::new)
                .orElseGet(() -> CODEC.decode(headers, new String(raw.value(), StandardCharsets.UTF_8)));
    }

    private void read(ConsumerRecord<byte[], byte[]> raw) {
        switch (decoded(raw)) {
            case Decoded.Malformed<DeploymentEvent>(var reason) ->
                LOG.warnf("%s/%d at %d is left out: %s", raw.topic(), raw.partition(), raw.offset(), reason);
            case Decoded.Understood<DeploymentEvent>(var envelope) -> {
                newest.put(new Place(envelope.time(), raw.partition(), raw.offset()), envelope);
                if (newest.size() > size) {
                    newest.pollFirstEntry();
                }
            }
        }
        next.put(new TopicPartition(raw.topic(), raw.partition()), raw.offset() + 1);
    }
}
