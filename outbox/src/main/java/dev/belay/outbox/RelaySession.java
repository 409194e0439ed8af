package dev.belay.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The relay's own connection, outside the pool: the lock that makes it the only one lives and dies with the session, so
 * whoever lost the connection cannot mark anything either.
 */
final class RelaySession implements AutoCloseable {

    /** Session-level advisory lock of the relay; two keys, so it cannot meet the one-key locks of streams. */
    private static final String LOCK = "select pg_try_advisory_lock(1112100953, 1)";

    /** PostgreSQL's default notices a host that vanished after two hours. */
    private static final String NOTICE_DEAD_PEERS =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final Connection connection;

    private RelaySession(Connection connection) {
        this.connection = connection;
    }

    static RelaySession open(String url, @Nullable String user, @Nullable String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "belay-outbox-relay");
        properties.setProperty("tcpKeepAlive", "true");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        var connection = DriverManager.getConnection(url, properties);
        try (var statement = connection.createStatement()) {
            statement.execute(NOTICE_DEAD_PEERS);
            return new RelaySession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether this session relays from now on; no other one does until it ends. */
    boolean becomeTheRelay() throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var locked = statement.executeQuery(LOCK)) {
                if (!locked.next() || !locked.getBoolean(1)) {
                    return false;
                }
            }
            statement.execute("listen " + Outbox.CHANNEL);
            return true;
        }
    }

    /** Returns early when a transaction that added events commits. */
    void awaitWakeUp(Duration atMost) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications(Math.max(1, (int) atMost.toMillis()));
    }

    List<Unsent> unsent(Collection<String> exceptStreams, int limit) throws SQLException {
        var sql = """
                select seq, topic, key, headers, body from outbox
                where sent_at is null and topic || ' ' || coalesce(key, '') <> all (?)
                order by seq limit ?""";
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", exceptStreams.toArray()));
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                var unsent = new ArrayList<Unsent>();
                while (rows.next()) {
                    unsent.add(new Unsent(rows.getLong("seq"), message(rows)));
                }
                return unsent;
            }
        }
    }

    private static ProducerRecord<String, byte[]> message(ResultSet row) throws SQLException {
        var message = new ProducerRecord<>(row.getString("topic"), row.getString("key"), row.getBytes("body"));
        headers(row.getString("headers"))
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    static Map<String, String> headers(String json) {
        try {
            return EventJson.mapper().readValue(json, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers in the database: " + json + " (expected: a JSON object)", e);
        }
    }

    void markSent(List<Long> seqs) throws SQLException {
        if (seqs.isEmpty()) {
            return;
        }
        try (var update =
                connection.prepareStatement("update outbox set sent_at = clock_timestamp() where seq = any (?)")) {
            update.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            update.executeUpdate();
        }
    }

    /** Deletes rows sent long ago, and inbox ids of which no duplicate can come any more: their topic forgot them. */
    void forget(Duration keepSent) throws SQLException {
        delete("delete from outbox where sent_at < now() - make_interval(secs => ?)", keepSent);
        for (var topic : Topic.values()) {
            if (topic.retention().isPresent()) {
                // Kafka deletes whole segments, hence later than it says.
                var keep = topic.retention().get().multipliedBy(2);
                delete(
                        "delete from inbox where topic = '" + topic.topicName()
                                + "' and claimed_at < now() - make_interval(secs => ?)",
                        keep);
            }
        }
    }

    private void delete(String sql, Duration age) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            delete.setDouble(1, age.toMillis() / 1000.0);
            delete.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
