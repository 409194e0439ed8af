package dev.belay.deployer.messaging;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Signer.Draft;
import dev.belay.contracts.topic.Topic;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends what is no outcome of a release: observations and receipts. Nothing that is live depends on it. */
@ApplicationScoped
public class EventProducer {

    private static final String SOURCE = "/prompt-deployer";

    private final KafkaClients kafka;
    private final Signer signer;
    private @Nullable Producer<byte[], byte[]> producer;

    EventProducer(KafkaClients kafka, Signer signer) {
        this.kafka = kafka;
        this.signer = signer;
    }

    /**
     * Ends when every replica of the topic has it, or with a fault when that took too long.
     *
     * @param id the idempotency key
     */
    public CompletableFuture<Void> send(String id, Event event) {
        return sendAll(Map.of(id, event));
    }

    /**
     * As {@link #send} of each, for the price of one signature.
     *
     * @param events by their ids
     */
    public CompletableFuture<Void> sendAll(Map<String, ? extends Event> events) {
        var now = Instant.now();
        var drafts = events.entrySet().stream()
                .map(event -> new Draft(
                        Topic.of(event.getValue()),
                        EventCodec.encode(EventEnvelope.of(event.getKey(), SOURCE, now, event.getValue()))))
                .toList();
        var signed = signer.signAll(drafts);
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < signed.size(); i++) {
            sent.add(send(drafts.get(i).topic(), signed.get(i)));
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> send(Topic topic, EncodedEvent encoded) {
        var record = new ProducerRecord<>(topic.topicName(), bytes(encoded.key()), bytes(encoded.body()));
        encoded.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        var sent = new CompletableFuture<Void>();
        var unused = producer().send(record, (metadata, fault) -> {
            if (fault == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(fault);
            }
        });
        return sent;
    }

    void stop(@Observes ShutdownEvent ended) {
        synchronized (this) {
            if (producer != null) {
                producer.close(Duration.ofSeconds(2));
            }
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = kafka.producer();
        }
        return producer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
