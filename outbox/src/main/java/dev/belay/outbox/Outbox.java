package dev.belay.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Events that are published if, and only if, the caller's transaction commits. They reach Kafka at least once; those of
 * one topic and key in the order of their transactions' commits.
 *
 * <p>A key stays locked until the transaction ends, so two transactions that add to the same keys in different order
 * can meet in a deadlock, of which PostgreSQL breaks one: add in a stable order, or be ready to try again.
 */
@ApplicationScoped
public class Outbox {

    static final String CHANNEL = "belay_outbox";

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;
    private final Trace trace;
    private final String source;

    Outbox(
            DataSource dataSource,
            TransactionSynchronizationRegistry transactions,
            Trace trace,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.trace = trace;
        this.source = "/" + application;
    }

    public void add(Event event) {
        add(UUID.randomUUID().toString(), event);
    }

    /** @param eventId the idempotency key: consumers let two events with the same one have one effect */
    public void add(String eventId, Event event) {
        var encoded = EventCodec.encode(
                EventEnvelope.of(eventId, source, Instant.now(), event).tracedBy(trace.current()));
        insert(
                Topic.of(event).topicName(),
                encoded.key(),
                encoded.headers(),
                encoded.body().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Says what the events are caused by that the current transaction adds from here on; {@link Inbox#receive} says it
     * for its handlers.
     */
    public void causedBy(@Nullable String traceparent) {
        trace.causedBy(traceparent);
    }

    void insert(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] body) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event for " + topic
                    + " was added outside a transaction (expected: inside the one that changes the state it reports)");
        }
        try (var connection = dataSource.getConnection()) {
            try (var lock = connection.prepareStatement(
                    "select pg_advisory_xact_lock(hashtextextended(?, 0)), pg_notify('" + CHANNEL + "', '')")) {
                lock.setString(1, topic + " " + (key == null ? "" : key));
                lock.execute();
            }
            try (var insert =
                    connection.prepareStatement("insert into outbox (topic, key, headers, body) values (?, ?, ?, ?)")) {
                insert.setString(1, topic);
                insert.setString(2, key);
                insert.setString(3, headersAsJson(headers));
                insert.setBytes(4, body);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new DatabaseFault("cannot add an event for " + topic + " to the outbox", e);
        }
    }

    static String headersAsJson(Map<String, String> headers) {
        try {
            return EventJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
