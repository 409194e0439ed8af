package dev.belay.gate.audit.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal.Chain;
import dev.belay.contracts.canonical.Digest;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.outbox.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The chains, one a key, each as long as its head says. All methods work in the caller's transaction. */
@ApplicationScoped
public class AuditStore {

    private final Database database;

    AuditStore(Database database) {
        this.database = database;
    }

    /** An event as it came. */
    public record Entry(String topic, String key, Map<String, String> headers, String body) {

        Digest event() {
            return Digest.of(topic + "\n" + headers.get("ce_id"));
        }
    }

    private record Head(long place, Instant recordedAt, Digest digest) {}

    /** Adds what is not there yet, in this order. Chains are locked in one order for all instances. */
    public void append(Collection<Entry> entries, Instant now) {
        var byKey = entries.stream().collect(Collectors.groupingBy(Entry::key, TreeMap::new, Collectors.toList()));
        database.with("record events for the audit", connection -> {
            for (var chain : byKey.entrySet()) {
                append(connection, chain.getKey(), chain.getValue(), now);
            }
            return byKey.size();
        });
    }

    /** What was recorded from {@code from} on and before {@code to}, as the heads have it. */
    public List<Chain> chains(Instant from, Instant to, @Nullable String key) {
        var sql = """
                select head.key, first.place, first.previous,
                       coalesce(last.place, head.place), coalesce(last.previous, head.digest)
                from audit_head head
                join lateral (select place, previous from audit_record
                              where key = head.key and recorded_at >= ? order by place limit 1) first on true
                left join lateral (select place - 1 as place, previous from audit_record
                              where key = head.key and recorded_at >= ? order by place limit 1) last on true
                where (?::text is null or head.key = ?) and coalesce(last.place, head.place) >= first.place
                order by head.key""";
        return database.with("read the heads of the audit's chains", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setTimestamp(1, Timestamp.from(from));
                select.setTimestamp(2, Timestamp.from(to));
                select.setString(3, key);
                select.setString(4, key);
                try (var rows = select.executeQuery()) {
                    var chains = new ArrayList<Chain>();
                    while (rows.next()) {
                        chains.add(new Chain(
                                rows.getString(1),
                                rows.getLong(2),
                                new Digest(rows.getString(3)),
                                rows.getLong(4),
                                new Digest(rows.getString(5))));
                    }
                    return List.copyOf(chains);
                }
            }
        });
    }

    /** In the chain's order, from {@code first} to {@code last}, {@code limit} at most. */
    public List<AuditRecord> records(String key, long first, long last, int limit) {
        return database.with("read the audit's records of " + key, connection -> {
            try (var select = connection.prepareStatement("""
                    select key, place, recorded_at, previous, topic, headers, body from audit_record
                    where key = ? and place between ? and ? order by place limit ?""")) {
                select.setString(1, key);
                select.setLong(2, first);
                select.setLong(3, last);
                select.setInt(4, limit);
                try (var rows = select.executeQuery()) {
                    var records = new ArrayList<AuditRecord>();
                    while (rows.next()) {
                        records.add(record(rows));
                    }
                    return List.copyOf(records);
                }
            }
        });
    }

    /** The body of an event, by its topic and id; absent when it was not recorded yet. */
    public Optional<String> bodyOf(String topic, String eventId) {
        return database.with("look for an event in the audit's records", connection -> {
            try (var select = connection.prepareStatement("select body from audit_record where event = ?")) {
                select.setString(1, Digest.of(topic + "\n" + eventId).value());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(text(row.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    private static void append(Connection connection, String key, List<Entry> entries, Instant now)
            throws SQLException {
        var head = head(connection, key);
        var added = 0;
        for (var entry : entries) {
            var at = now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
            var record = new AuditRecord(
                    key, head.place() + 1, at, head.digest(), entry.topic(), entry.headers(), entry.body());
            if (insert(connection, record, entry.event())) {
                head = new Head(record.place(), at, record.digest());
                added++;
            }
        }
        if (added > 0) {
            move(connection, key, head);
        }
    }

    private static Head head(Connection connection, String key) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into audit_head (key, place, recorded_at, digest) values (?, 0, to_timestamp(0), ?)
                on conflict do nothing""")) {
            insert.setString(1, key);
            insert.setString(2, AuditRecord.before(key).value());
            insert.executeUpdate();
        }
        try (var select = connection.prepareStatement(
                "select place, recorded_at, digest from audit_head where key = ? for update")) {
            select.setString(1, key);
            try (var row = select.executeQuery()) {
                row.next();
                return new Head(row.getLong(1), row.getTimestamp(2).toInstant(), new Digest(row.getString(3)));
            }
        }
    }

    /** Whether it was not there yet. */
    private static boolean insert(Connection connection, AuditRecord record, Digest event) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into audit_record (key, place, event, recorded_at, previous, topic, headers, body, digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (event) do nothing""")) {
            insert.setString(1, record.key());
            insert.setLong(2, record.place());
            insert.setString(3, event.value());
            insert.setTimestamp(4, Timestamp.from(record.recordedAt()));
            insert.setString(5, record.previous().value());
            insert.setString(6, record.topic());
            insert.setString(7, JsonText.of(record.headers()));
            insert.setBytes(8, record.body().getBytes(StandardCharsets.UTF_8));
            insert.setString(9, record.digest().value());
            return insert.executeUpdate() > 0;
        }
    }

    private static void move(Connection connection, String key, Head head) throws SQLException {
        try (var update = connection.prepareStatement(
                "update audit_head set place = ?, recorded_at = ?, digest = ? where key = ?")) {
            update.setLong(1, head.place());
            update.setTimestamp(2, Timestamp.from(head.recordedAt()));
            update.setString(3, head.digest().value());
            update.setString(4, key);
            update.executeUpdate();
        }
    }

    private static AuditRecord record(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getString(1),
                row.getLong(2),
                row.getTimestamp(3).toInstant(),
                new Digest(row.getString(4)),
                row.getString(5),
                JsonText.read(row.getString(6), new TypeReference<>() {}),
                text(row.getBytes(7)));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
