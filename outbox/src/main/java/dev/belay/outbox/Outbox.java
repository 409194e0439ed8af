package dev.belay.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Signer.Draft;
import dev.belay.contracts.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Events that are published if, and only if, the caller's transaction commits. They reach Kafka at least once; those of
 * one topic and key in the order of their transactions' commits. They are signed as the row is written, so what is sent is
 * what was signed, however often.
 *
 * <p>A key stays locked until the transaction ends, so two transactions that add to the same keys in different order
 * can meet in a deadlock, of which PostgreSQL breaks one: add in a stable order, or be ready to try again.
 */
@ApplicationScoped
public class Outbox {

    static final String CHANNEL = "belay_outbox";

    private final Database database;
    private final Trace trace;
    private final Signer signer;
    private final String source;

    Outbox(
            Database database,
            Trace trace,
            Signer signer,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.database = database;
        this.trace = trace;
        this.signer = signer;
        this.source = "/" + application;
    }

    public void add(Event event) {
        add(UUID.randomUUID().toString(), event);
    }

    /** @param eventId the idempotency key: consumers let two events with the same one have one effect */
    public void add(String eventId, Event event) {
        addAll(List.of(new Addition(eventId, event, null)));
    }

    /**
     * An event of many.
     *
     * @param eventId the idempotency key
     * @param traceparent of what caused it; the transaction's own where absent
     */
    public record Addition(
            String eventId, Event event, @Nullable String traceparent) {}

    /** As {@link #add} of each in turn, at the cost of one. */
    public void addAll(List<Addition> additions) {
        insert(rows(additions.stream().map(this::draft).toList()));
    }

    private Draft draft(Addition addition) {
        var traceparent = addition.traceparent() == null ? trace.current() : addition.traceparent();
        var event = addition.event();
        return new Draft(
                Topic.of(event),
                EventCodec.encode(EventEnvelope.of(addition.eventId(), source, Instant.now(), event)
                        .tracedBy(traceparent)));
    }

    private List<OutboxRow> rows(List<Draft> drafts) {
        var signed = signer.signAll(drafts.stream()
                        .filter(draft -> draft.topic().isSigned())
                        .toList())
                .iterator();
        return drafts.stream()
                .map(draft -> row(draft.topic(), draft.topic().isSigned() ? signed.next() : draft.event()))
                .toList();
    }

    private static OutboxRow row(Topic topic, EncodedEvent sent) {
        return new OutboxRow(
                topic.topicName(), sent.key(), sent.headers(), sent.body().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Says what the events are caused by that the current transaction adds from here on; {@link Inbox#receive} says it
     * for its handlers.
     */
    public void causedBy(@Nullable String traceparent) {
        trace.causedBy(traceparent);
    }

    void insert(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] body) {
        insert(List.of(new OutboxRow(topic, key, headers, body)));
    }

    private void insert(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.with("add an event for " + rows.getFirst().topic() + " to the outbox", connection -> {
            var streams = orderedStreams(rows);
            if (streams.length > 0) {
                lock(connection, streams);
            }
            return insert(connection, rows);
        });
    }

    private static String[] orderedStreams(List<OutboxRow> rows) {
        return rows.stream()
                .flatMap(row -> row.orderedStream().stream())
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    /** In one order for all transactions; a statement of its own, since a row's seq must not be drawn before. */
    private static void lock(Connection connection, String[] streams) throws SQLException {
        try (var lock = connection.prepareStatement(
                "select count(pg_advisory_xact_lock(hashtextextended(stream, 0))) from unnest(?::text[]) as s (stream)")) {
            lock.setArray(1, connection.createArrayOf("text", streams));
            lock.execute();
        }
    }

    /** With the wake-up of the relay, which it gets at the commit. */
    private static int insert(Connection connection, List<OutboxRow> rows) throws SQLException {
        var sql = """
                with added as (
                    insert into outbox (topic, key, headers, body)
                    select topic, key, headers, body
                    from unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) with ordinality
                        as row (topic, key, headers, body, place)
                    order by place)
                select pg_notify('%s', '')""".formatted(CHANNEL);
        try (var insert = connection.prepareStatement(sql)) {
            insert.setArray(1, texts(connection, rows, OutboxRow::topic));
            insert.setArray(2, texts(connection, rows, OutboxRow::key));
            insert.setArray(3, texts(connection, rows, row -> headersAsJson(row.headers())));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(OutboxRow::body).toArray(byte[][]::new)));
            insert.execute();
            return rows.size();
        }
    }

    private static Array texts(
            Connection connection, List<OutboxRow> rows, Function<OutboxRow, @Nullable String> member)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(member).toArray());
    }

    static String headersAsJson(Map<String, String> headers) {
        try {
            return EventJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
