package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.KnownKeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads all of {@code belay.keys}, in no consumer group: every replica checks keys from its memory, whatever is away. What
 * the registry did not sign is left out.
 */
@ApplicationScoped
public class KeyLog {

    private static final Logger LOG = Logger.getLogger(KeyLog.class);
    private static final EventCodec<KeyEvent> CODEC = EventCodec.of(KeyEvent.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final Trust trust;
    private final KnownKeys keys = new KnownKeys();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Worker worker = new Worker("keys", this::follow, fault -> {});
    private volatile boolean caughtUp;

    KeyLog(KafkaClients kafka, Trust trust) {
        this.kafka = kafka;
        this.trust = trust;
    }

    void start(@Observes StartupEvent started) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop();
    }

    /** @param text as an application sends it */
    public Optional<KeyCreated> find(String text) {
        return keys.find(text);
    }

    public boolean isRevoked(String id) {
        return keys.isRevoked(id);
    }

    /** Whether every key that there was at start is known. */
    boolean caughtUp() {
        return caughtUp;
    }

    private void follow(Worker round) {
        try (var consumer = kafka.published()) {
            var partitions = KafkaClients.partitionsOf(Topic.KEYS);
            consumer.assign(partitions);
            if (next.isEmpty()) {
                next.putAll(consumer.beginningOffsets(partitions));
            }
            next.forEach(consumer::seek);
            var ends = consumer.endOffsets(partitions);
            while (!round.isStopped()) {
                caughtUp = caughtUp || hasRead(consumer, ends);
                consumer.poll(POLL).forEach(this::read);
            }
        }
    }

    private static boolean hasRead(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void read(ConsumerRecord<byte[], byte[]> raw) {
        switch (decoded(raw)) {
            case Decoded.Malformed<KeyEvent>(var reason) ->
                LOG.warnf("%s/%d at %d is left out: %s", raw.topic(), raw.partition(), raw.offset(), reason);
            case Decoded.Understood<KeyEvent>(var envelope) -> keys.apply(envelope.data());
        }
        next.put(new TopicPartition(raw.topic(), raw.partition()), raw.offset() + 1);
    }

    private Decoded<KeyEvent> decoded(ConsumerRecord<byte[], byte[]> raw) {
        var headers = ReleaseRecord.headersOf(raw);
        return trust.verify(raw.topic(), ReleaseRecord.keyOf(raw), headers, raw.value())
                .refusal()
                .<Decoded<KeyEvent>>map(Decoded.Malformed::new)
                .orElseGet(() -> CODEC.decode(headers, new String(raw.value(), StandardCharsets.UTF_8)));
    }
}
