package dev.belay.gate.rollout.store;

import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.rollout.domain.Rollout;
import dev.belay.identity.Readable;
import dev.belay.outbox.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every method works in the caller's transaction. */
@ApplicationScoped
public class RolloutStore {

    private final Database database;

    RolloutStore(Database database) {
        this.database = database;
    }

    public int put(Rollout rollout) {
        return database.with("keep a rollout", connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into rollout (id, prompt, environment, open, next_at, body) values (?, ?, ?, ?, ?, ?)
                    on conflict (id) do update set open = excluded.open, next_at = excluded.next_at, body = excluded.body""")) {
                upsert.setString(1, rollout.rollout());
                upsert.setString(2, rollout.prompt());
                upsert.setString(3, rollout.environment());
                upsert.setBoolean(4, rollout.goesOn());
                upsert.setTimestamp(5, rollout.nextAt() == null ? null : Timestamp.from(rollout.nextAt()));
                upsert.setString(6, JsonText.of(rollout));
                return upsert.executeUpdate();
            }
        });
    }

    /** Locked until the transaction ends. */
    public Optional<Rollout> lock(String id) {
        return many("select body from rollout where id = ? for update", select -> select.setString(1, id)).stream()
                .findFirst();
    }

    /** Locked until the transaction ends. */
    public Optional<Rollout> open(String prompt, String environment) {
        return many("select body from rollout where prompt = ? and environment = ? and open for update", select -> {
                    select.setString(1, prompt);
                    select.setString(2, environment);
                })
                .stream()
                .findFirst();
    }

    /** Locked, those that nobody else has in hand. */
    public List<Rollout> due(Instant now) {
        return many(
                "select body from rollout where open and next_at <= ? order by next_at for update skip locked",
                select -> select.setTimestamp(1, Timestamp.from(now)));
    }

    /** Newest first. */
    public List<Rollout> newest(@Nullable String prompt, Readable readable, int limit) {
        return many("""
                select body from rollout
                where (?::text is null or prompt = ?) and (? or split_part(prompt, '/', 1) = any (?))
                order by started_at desc, id limit ?""", select -> {
            select.setString(1, prompt);
            select.setString(2, prompt);
            select.setBoolean(3, readable.everything());
            select.setArray(
                    4,
                    select.getConnection()
                            .createArrayOf("text", readable.teams().toArray()));
            select.setInt(5, limit);
        });
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private List<Rollout> many(String sql, Parameters parameters) {
        return database.with("read rollouts", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                parameters.set(select);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Rollout>();
                    while (rows.next()) {
                        found.add(JsonText.read(rows.getString(1), Rollout.class));
                    }
                    return found;
                }
            }
        });
    }
}
