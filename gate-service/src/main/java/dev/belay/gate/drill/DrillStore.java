package dev.belay.gate.drill;

import dev.belay.outbox.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When each prompt was drilled last. Every method works in the caller's transaction. */
@ApplicationScoped
class DrillStore {

    private final Database database;

    DrillStore(Database database) {
        this.database = database;
    }

    int started(String prompt, Instant at) {
        return database.with("keep when a prompt was drilled", connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into drilled (prompt, started_at) values (?, ?)
                    on conflict (prompt) do update set started_at = greatest(drilled.started_at, excluded.started_at)""")) {
                upsert.setString(1, prompt);
                upsert.setTimestamp(2, Timestamp.from(at));
                return upsert.executeUpdate();
            }
        });
    }

    /** Those that are live in the environment. */
    List<String> notDrilledSince(String environment, Instant then) {
        return database.with("look for prompts to drill", connection -> {
            try (var select = connection.prepareStatement("""
                    select live.prompt from live left join drilled using (prompt)
                    where live.environment = ? and coalesce(drilled.started_at, '-infinity') < ?
                    order by live.prompt""")) {
                select.setString(1, environment);
                select.setTimestamp(2, Timestamp.from(then));
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<String>();
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                    return found;
                }
            }
        });
    }
}
