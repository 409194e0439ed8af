package dev.belay.outbox;

import dev.belay.outbox.Sender.Sendings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends what the outbox holds. However many instances a service has, one of them relays at a time, and another goes on
 * where it stopped. A row is sent, then marked: between the two a crash sends it again, with the same event id.
 */
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** After events that come in masses and in no order, so that the next ones are sent, marked and consumed together. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    private final OutboxConfig config;
    private final Map<String, Object> kafka;
    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final StoppedStreams stopped;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this::run);
    private volatile boolean stopping;
    private Instant tidied = Instant.EPOCH;

    Relay(
            OutboxConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.config = config;
        this.kafka = kafka;
        this.url = url;
        this.user = user;
        this.password = password;
        this.stopped = new StoppedStreams(new BackOff(FIRST_PAUSE, config.longestBackOff()));
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent ended) throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (!stopping) {
            try (var session = RelaySession.open(url, user.orElse(null), password.orElse(null))) {
                waitForTurn(session);
                relayUntilItFails(session);
            } catch (SQLException | KafkaException e) {
                LOG.warnf("the outbox relay starts again in %s: %s", config.poll(), e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void waitForTurn(RelaySession session) throws SQLException {
        while (!stopping && !session.becomeTheRelay()) {
            pause();
        }
    }

    private void relayUntilItFails(RelaySession session) throws SQLException, InterruptedException {
        while (!stopping) {
            try (var producer = producer()) {
                relay(session, producer);
            }
        }
    }

    /** Returns when the producer must be replaced. */
    private void relay(RelaySession session, Producer<String, byte[]> producer)
            throws SQLException, InterruptedException {
        var usable = true;
        while (!stopping && usable) {
            tidy(session);
            var rows = session.unsent(stopped.at(Instant.now()), config.batch());
            if (rows.isEmpty()) {
                session.awaitWakeUp(config.poll());
                continue;
            }
            var sendings = Sender.send(producer, rows);
            session.markSent(sendings.sent());
            usable = note(rows, sendings);
            if (rows.size() < config.batch() && rows.stream().noneMatch(Unsent::isOrdered)) {
                Thread.sleep(BREATH);
            }
        }
    }

    /** Whether the producer can go on; after a fatal error it would refuse everything. */
    private boolean note(List<Unsent> rows, Sendings sendings) {
        stopped.resume(rows.stream()
                .map(Unsent::stream)
                .filter(stream -> !sendings.failures().containsKey(stream))
                .collect(Collectors.toSet()));
        sendings.failures().forEach((stream, failure) -> {
            var pause = stopped.stop(stream, Instant.now());
            LOG.warnf("%s is stopped for %s: %s", stream, pause, failure.getMessage());
        });
        return sendings.failures().values().stream()
                .allMatch(
                        failure -> failure instanceof RetriableException || failure instanceof RecordTooLargeException);
    }

    private void tidy(RelaySession session) throws SQLException {
        if (Duration.between(tidied, Instant.now()).compareTo(TIDY_EVERY) > 0) {
            session.forget(config.keepSent());
            tidied = Instant.now();
        }
    }

    private Producer<String, byte[]> producer() {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Each stream waits for its acknowledgement, so lingering would only add to every event's latency.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // As large as Belay's topics take.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_097_152);
        // A send blocks that long on a topic without a leader, and with it all others.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private void pause() {
        try {
            Thread.sleep(config.poll());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
