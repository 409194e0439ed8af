package dev.belay.local.keys;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes the withdrawals of certificates that {@link InstallationKeys#withdraw} asked for: into every partition of
 * {@code belay.releases}, at least once. What was not acknowledged by all is published again; a certificate that is
 * withdrawn twice stays withdrawn since the first time.
 */
public final class Withdrawals {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final InstallationKeys keys;
    private final Path asked;

    public Withdrawals(InstallationKeys keys) {
        this.keys = keys;
        this.asked = keys.withdrawals();
    }

    /** Looks every few seconds, as long as the process lives; tells its log. */
    public void follow(String bootstrapServers) {
        Thread.ofPlatform().daemon().name("withdrawals").start(() -> {
            try {
                while (true) {
                    tell(bootstrapServers);
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException e) {
                // The platform ends.
            }
        });
    }

    private void tell(String bootstrapServers) {
        try {
            publish(bootstrapServers)
                    .forEach(serial -> System.out.println("certificate " + serial + " is withdrawn from here on"));
        } catch (RuntimeException e) {
            System.out.println("withdrawals are tried again: " + e);
        }
    }

    /** Returns the serials. Throws, and is to be called again, when the broker does not take them. */
    public List<Long> publish(String bootstrapServers) {
        var serials = new ArrayList<Long>();
        for (var request : pending()) {
            var revoked = read(request);
            send(bootstrapServers, revoked);
            settle(request);
            serials.add(revoked.serial());
        }
        return serials;
    }

    private List<Path> pending() {
        if (!Files.isDirectory(asked)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(asked)) {
            return files.filter(file -> file.toString().endsWith(InstallationKeys.ASKED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + asked, e);
        }
    }

    private static CertificateRevoked read(Path request) {
        try {
            return EventJson.mapper().readValue(Files.readAllBytes(request), CertificateRevoked.class);
        } catch (IOException e) {
            throw new UncheckedIOException(request + " is not what `belay keys revoke` writes", e);
        }
    }

    private void send(String bootstrapServers, CertificateRevoked revoked) {
        var event = keys.root()
                .asWriter()
                .sign(
                        Topic.RELEASES,
                        EventCodec.encode(EventEnvelope.of(revoked.release(), "/root", revoked.orderedAt(), revoked)));
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<?>>();
            for (int partition = 0; partition < Topic.RELEASES.partitions(); partition++) {
                sent.add(producer.send(record(event, partition)));
            }
            for (var one : sent) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while certificate " + revoked.serial() + " was withdrawn", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("certificate " + revoked.serial() + " is not withdrawn everywhere yet", e);
        }
    }

    private static ProducerRecord<String, byte[]> record(EncodedEvent event, int partition) {
        var record = new ProducerRecord<>(
                Topic.RELEASES.topicName(), partition, event.key(), event.body().getBytes(StandardCharsets.UTF_8));
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static void settle(Path request) {
        try {
            var name = request.getFileName().toString();
            Files.move(
                    request,
                    request.resolveSibling(
                            name.substring(0, name.length() - InstallationKeys.ASKED.length()) + InstallationKeys.DONE),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mark " + request + " as done", e);
        }
    }
}
