package dev.belay.gate.audit.messaging;

import dev.belay.contracts.signing.Trust;
import dev.belay.gate.audit.store.AuditStore;
import dev.belay.gate.audit.store.AuditStore.Entry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Records every genuine event of changes, decisions, releases and deployments, whether this gate understands it or not.
 * Delivery is at least once and an event is recorded once, by its id. A fault of the database is waited out: there is
 * nothing that a genuine event could hold that cannot be recorded. Forged ones are reported by those who act on the topics.
 */
@ApplicationScoped
class AuditListener {

    private static final Logger LOG = Logger.getLogger(AuditListener.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AuditStore store;
    private final Trust trust;
    private volatile boolean stopping;

    AuditListener(AuditStore store, Trust trust) {
        this.store = store;
        this.trust = trust;
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
    }

    @Incoming("audit-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        var entries = new ArrayList<Entry>();
        batch.forEach(raw -> entry(raw).ifPresent(entries::add));
        while (!entries.isEmpty()) {
            if (isRecorded(entries)) {
                return;
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Throws only when the service stops: the batch is then delivered again. */
    private boolean isRecorded(List<Entry> entries) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> store.append(entries, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
            return true;
        } catch (RuntimeException e) {
            if (stopping) {
                throw e;
            }
            LOG.warnf("%d events wait to be recorded for the audit: %s", entries.size(), e.getMessage());
            return false;
        }
    }

    private Optional<Entry> entry(ConsumerRecord<String, byte[]> raw) {
        var headers = new HashMap<String, String>();
        raw.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return trust.verify(raw.topic(), raw.key(), headers, raw.value())
                        .refusal()
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Entry(raw.topic(), raw.key(), headers, new String(raw.value(), StandardCharsets.UTF_8)));
    }
}
