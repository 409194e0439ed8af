package dev.belay.worker.plan.store;

import dev.belay.outbox.Database;
import dev.belay.worker.plan.domain.Backlog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Reads how much of the open runs is still to be done; those that are paused wait for a person, and not for a worker. */
@ApplicationScoped
public class BacklogStore {

    private final Database database;
    private final DataSource dataSource;

    BacklogStore(Database database, DataSource dataSource) {
        this.database = database;
        this.dataSource = dataSource;
    }

    /** Whether there is any. In no transaction, since every instance asks it several times a second. */
    public boolean isThere() {
        try (var connection = dataSource.getConnection();
                var select =
                        connection.prepareStatement("SELECT FROM run WHERE state = 'open' AND NOT paused LIMIT 1");
                var row = select.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look for open runs: " + e.getMessage(), e);
        }
    }

    @Transactional
    public Backlog read() {
        return database.with("count tasks", connection -> {
            try (var select = connection.prepareStatement("""
                            SELECT count(DISTINCT run.run),
                                   count(*) FILTER (WHERE task.state = 'pending'),
                                   count(*) FILTER (WHERE task.state = 'issued')
                            FROM run LEFT JOIN task ON task.run = run.run AND task.state IN ('pending', 'issued')
                            WHERE run.state = 'open' AND NOT run.paused""");
                    var row = select.executeQuery()) {
                row.next();
                return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }
}
