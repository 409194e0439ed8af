package dev.belay.rollback.store;

import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.outbox.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** What was live when. */
@ApplicationScoped
public class LiveTimes {

    private final Database database;

    LiveTimes(Database database) {
        this.database = database;
    }

    /** In the caller's transaction; a step gives a version to some only, and is none of this. */
    public void follow(ReleaseApplied applied) {
        if (applied.step() != null) {
            return;
        }
        database.with("keep since when a version is live", connection -> {
            try (var insert = connection.prepareStatement("""
                    insert into live_from (prompt, environment, number, version_number, applied_at) values (?, ?, ?, ?, ?)
                    on conflict do nothing""")) {
                insert.setString(1, applied.prompt());
                insert.setString(2, applied.environment());
                insert.setLong(3, applied.number());
                insert.setInt(4, applied.version().number());
                insert.setTimestamp(5, Timestamp.from(applied.appliedAt()));
                return insert.executeUpdate();
            }
        });
    }

    /** Number of the version that was live then; empty before the first deployment that this service saw. */
    public Optional<Integer> liveAt(String prompt, String environment, Instant then) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.with("look what was live", connection -> {
                    try (var select = connection.prepareStatement("""
                    select version_number from live_from where prompt = ? and environment = ? and applied_at <= ?
                    order by number desc limit 1""")) {
                        select.setString(1, prompt);
                        select.setString(2, environment);
                        select.setTimestamp(3, Timestamp.from(then));
                        try (var row = select.executeQuery()) {
                            return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
                        }
                    }
                }));
    }
}
