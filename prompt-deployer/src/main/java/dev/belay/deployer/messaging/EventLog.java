package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a small topic into this replica's memory, in no consumer group, and goes on reading it. What its writer did not
 * sign is left out.
 */
public final class EventLog<E extends Event> {

    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final Trust trust;
    private final List<TopicPartition> partitions;
    private final EventCodec<E> codec;
    private final @Nullable Duration back;
    private final java.util.function.Consumer<E> handler;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Worker worker;
    private volatile boolean caughtUp;

    private EventLog(
            KafkaClients kafka,
            Trust trust,
            Topic topic,
            EventCodec<E> codec,
            @Nullable Duration back,
            java.util.function.Consumer<E> handler) {
        this.kafka = kafka;
        this.trust = trust;
        this.partitions = KafkaClients.partitionsOf(topic);
        this.codec = codec;
        this.back = back;
        this.handler = handler;
        this.worker = new Worker(topic.topicName(), this::follow, fault -> {});
    }

    /** Makes them. */
    @ApplicationScoped
    public static class Opening {

        private final KafkaClients kafka;
        private final Trust trust;

        Opening(KafkaClients kafka, Trust trust) {
            this.kafka = kafka;
            this.trust = trust;
        }

        /**
         * @param back how old the first event may be; from the beginning when absent
         * @param handler on the log's own thread, in the order of each partition
         */
        public <E extends Event> EventLog<E> open(
                Topic topic, EventCodec<E> codec, @Nullable Duration back, java.util.function.Consumer<E> handler) {
            return new EventLog<>(kafka, trust, topic, codec, back, handler);
        }
    }

    public void start() {
        worker.start();
    }

    public void stop() {
        worker.stop();
    }

    /** Whether everything that there was at start was handed on. */
    public boolean caughtUp() {
        return caughtUp;
    }

    private void follow(Worker round) {
        try (var consumer = kafka.published()) {
            consumer.assign(partitions);
            if (next.isEmpty()) {
                next.putAll(beginning(consumer));
            }
            next.forEach(consumer::seek);
            var ends = consumer.endOffsets(partitions);
            while (!round.isStopped()) {
                caughtUp = caughtUp
                        || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                consumer.poll(POLL).forEach(this::read);
            }
        }
    }

    private Map<TopicPartition, Long> beginning(Consumer<byte[], byte[]> consumer) {
        if (back == null) {
            return consumer.beginningOffsets(partitions);
        }
        var from = Instant.now().minus(back).toEpochMilli();
        var offsets = new HashMap<>(consumer.endOffsets(partitions));
        consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(one -> one, one -> from)))
                .forEach((partition, found) -> {
                    if (found != null) {
                        offsets.put(partition, found.offset());
                    }
                });
        return offsets;
    }

    private void read(ConsumerRecord<byte[], byte[]> raw) {
        switch (decoded(raw)) {
            case Decoded.Malformed<E>(var reason) ->
                LOG.warnf("%s/%d at %d is left out: %s", raw.topic(), raw.partition(), raw.offset(), reason);
            case Decoded.Understood<E>(var envelope) -> handler.accept(envelope.data());
        }
        next.put(new TopicPartition(raw.topic(), raw.partition()), raw.offset() + 1);
    }

    private Decoded<E> decoded(ConsumerRecord<byte[], byte[]> raw) {
        var headers = ReleaseRecord.headersOf(raw);
        return trust.verify(raw.topic(), ReleaseRecord.keyOf(raw), headers, raw.value())
                .refusal()
                .<Decoded<E>>map(Decoded.Malformed::new)
                .orElseGet(() -> codec.decode(headers, new String(raw.value(), StandardCharsets.UTF_8)));
    }
}
