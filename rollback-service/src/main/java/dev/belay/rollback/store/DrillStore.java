package dev.belay.rollback.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.event.EventJson;
import dev.belay.identity.Readable;
import dev.belay.outbox.Database;
import dev.belay.rollback.domain.Drill;
import dev.belay.rollback.domain.Drill.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills. Every method works in the caller's transaction. */
@ApplicationScoped
public class DrillStore {

    private static final String SELECT = """
            select started, state, rollback, number, ordered_at, live_at, seen_at, ended_at, reason from drill
            """;

    private final Database database;

    DrillStore(Database database) {
        this.database = database;
    }

    /** Returns false for one that is known. */
    public boolean add(Drill drill) {
        var started = drill.started();
        return database.with("keep a drill", connection -> {
            try (var insert = connection.prepareStatement("""
                    insert into drill (id, prompt, good, bad, started, started_at, state) values (?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing""")) {
                insert.setString(1, started.drill());
                insert.setString(2, started.prompt());
                insert.setString(3, started.goodRelease());
                insert.setString(4, started.badRelease());
                insert.setString(5, json(started));
                insert.setTimestamp(6, Timestamp.from(started.startedAt()));
                insert.setString(7, drill.state().name());
                return insert.executeUpdate() > 0;
            }
        });
    }

    public int update(Drill drill) {
        return database.with("keep how far a drill is", connection -> {
            try (var update = connection.prepareStatement("""
                    update drill set state = ?, rollback = ?, number = ?, ordered_at = ?, live_at = ?, seen_at = ?,
                        ended_at = ?, reason = ? where id = ?""")) {
                update.setString(1, drill.state().name());
                update.setString(2, drill.rollback());
                update.setObject(3, drill.number());
                update.setTimestamp(4, timestamp(drill.orderedAt()));
                update.setTimestamp(5, timestamp(drill.liveAt()));
                update.setTimestamp(6, timestamp(drill.seenAt()));
                update.setTimestamp(7, timestamp(drill.endedAt()));
                update.setString(8, drill.reason());
                update.setString(9, drill.started().drill());
                return update.executeUpdate();
            }
        });
    }

    /** Locked until the transaction ends. */
    public Optional<Drill> lock(String id) {
        return one(SELECT + "where id = ? for update", id);
    }

    public Optional<Drill> find(String id) {
        return one(SELECT + "where id = ?", id);
    }

    /** The one of which the release is a part, locked. */
    public Optional<Drill> ofRelease(String release) {
        return one(SELECT + "where ? in (good, bad, rollback) for update", release);
    }

    /** Locked, those that nobody else has in hand. */
    public List<Drill> underWaySince(Instant before) {
        return many(SELECT + "where ended_at is null and started_at < ? for update skip locked", select -> {
            select.setTimestamp(1, Timestamp.from(before));
        });
    }

    /** Newest first. */
    public List<Drill> newest(@Nullable String prompt, Readable readable, int limit) {
        return many(SELECT + """
                where (?::text is null or prompt = ?) and (? or split_part(prompt, '/', 1) = any (?))
                order by started_at desc, id limit ?""", select -> {
            select.setString(1, prompt);
            select.setString(2, prompt);
            select.setBoolean(3, readable.everything());
            select.setArray(4, teams(select.getConnection(), readable));
            select.setInt(5, limit);
        });
    }

    /** The newest that passed of each prompt. */
    public List<Drill> lastPassed(Readable readable) {
        return many("""
                select distinct on (prompt) started, state, rollback, number, ordered_at, live_at, seen_at, ended_at, reason
                from drill where state = 'PASSED' and (? or split_part(prompt, '/', 1) = any (?))
                order by prompt, started_at desc""", select -> {
            select.setBoolean(1, readable.everything());
            select.setArray(2, teams(select.getConnection(), readable));
        });
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private Optional<Drill> one(String sql, String value) {
        return many(sql, select -> select.setString(1, value)).stream().findFirst();
    }

    private List<Drill> many(String sql, Parameters parameters) {
        return database.with("read drills", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                parameters.set(select);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Drill>();
                    while (rows.next()) {
                        found.add(drill(rows));
                    }
                    return found;
                }
            }
        });
    }

    private static Array teams(Connection connection, Readable readable) throws SQLException {
        return connection.createArrayOf("text", readable.teams().toArray());
    }

    private static Drill drill(ResultSet row) throws SQLException {
        return new Drill(
                started(row.getString(1)),
                State.valueOf(row.getString(2)),
                row.getString(3),
                row.getObject(4, Long.class),
                instant(row.getTimestamp(5)),
                instant(row.getTimestamp(6)),
                instant(row.getTimestamp(7)),
                instant(row.getTimestamp(8)),
                row.getString(9));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static DrillStarted started(String json) {
        try {
            return EventJson.mapper().readValue(json, DrillStarted.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a drill: " + json, e);
        }
    }

    private static String json(DrillStarted started) {
        try {
            return EventJson.mapper().writeValueAsString(started);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + started, e);
        }
    }
}
