package dev.belay.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was claimed and what is parked; nearly every method works inside the caller's transaction. */
@ApplicationScoped
class InboxTables {

    private final Database database;
    private final DataSource dataSource;

    InboxTables(Database database, DataSource dataSource) {
        this.database = database;
        this.dataSource = dataSource;
    }

    record Claim(String topic, String eventId) {}

    /**
     * Returns those of {@code wanted} that nobody had claimed. Waits for a transaction that is just claiming one of
     * them.
     */
    Set<Claim> claim(Collection<Claim> wanted) {
        var sql = """
                insert into inbox (topic, event_id)
                select distinct * from unnest(?::text[], ?::text[]) order by 1, 2
                on conflict do nothing returning topic, event_id""";
        return database.with("claim events", connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                insert.setArray(
                        1, texts(connection, wanted.stream().map(Claim::topic).toList()));
                insert.setArray(
                        2, texts(connection, wanted.stream().map(Claim::eventId).toList()));
                try (var rows = insert.executeQuery()) {
                    var claimed = new HashSet<Claim>();
                    while (rows.next()) {
                        claimed.add(new Claim(rows.getString(1), rows.getString(2)));
                    }
                    return claimed;
                }
            }
        });
    }

    /** Until the transaction ends, nobody else parks for {@code what} or says that it is there. */
    void lock(String what) {
        database.with("lock " + what, connection -> {
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
                lock.setString(1, what);
                return lock.execute();
            }
        });
    }

    void park(ConsumerRecord<String, byte[]> letter, String awaits) {
        var sql = """
                insert into parked (awaits, topic, partition, record_offset, key, headers, body)
                values (?, ?, ?, ?, ?, ?, ?)""";
        database.with("park an event for " + awaits, connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                insert.setString(1, awaits);
                insert.setString(2, letter.topic());
                insert.setInt(3, letter.partition());
                insert.setLong(4, letter.offset());
                insert.setString(5, letter.key());
                insert.setString(6, Outbox.headersAsJson(DeadLetters.headersOf(letter)));
                insert.setBytes(7, letter.value());
                return insert.executeUpdate();
            }
        });
    }

    /** Returns whether anything waited for {@code what}. */
    boolean release(String what) {
        return database.with("release what waits for " + what, connection -> {
            try (var update = connection.prepareStatement(
                    "update parked set released = true where awaits = ? and not released")) {
                update.setString(1, what);
                return update.executeUpdate() > 0;
            }
        });
    }

    /** In no transaction, since it is asked again and again, and nearly always in vain. */
    boolean anyReleased() {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select from parked where released limit 1");
                var row = select.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            throw new DatabaseFault("cannot look for released events", e);
        }
    }

    /** Ids of released events of {@code topic}, in the order in which they were parked. */
    List<Long> released(String topic, int limit) {
        return database.with("read released events", connection -> {
            try (var select = connection.prepareStatement(
                    "select id from parked where topic = ? and released order by id limit ?")) {
                select.setString(1, topic);
                select.setInt(2, limit);
                try (var rows = select.executeQuery()) {
                    var ids = new ArrayList<Long>();
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                    return ids;
                }
            }
        });
    }

    /** Absent when another instance took it first. */
    Optional<ConsumerRecord<String, byte[]>> take(long id) {
        return database.with("take a parked event", connection -> {
            try (var delete = connection.prepareStatement("delete from parked where id = ? returning *")) {
                delete.setLong(1, id);
                try (var row = delete.executeQuery()) {
                    return row.next() ? Optional.of(letter(row)) : Optional.empty();
                }
            }
        });
    }

    private static ConsumerRecord<String, byte[]> letter(ResultSet row) throws SQLException {
        var letter = new ConsumerRecord<>(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("key"),
                row.getBytes("body"));
        RelaySession.headers(row.getString("headers"))
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private static Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
