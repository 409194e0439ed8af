package dev.belay.gate.attempt.store;

import dev.belay.gate.attempt.domain.Measures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Sums over what was measured; a run of a hundred thousand outputs takes some ten milliseconds. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class MeasureStore {

    private final Session session;

    MeasureStore(Session session) {
        this.session = session;
    }

    public Measures of(String run) {
        return session.doReturningWork(connection -> of(connection, run, faults(connection, run)));
    }

    private static Measures of(Connection connection, String run, Map<String, Integer> faults) throws SQLException {
        try (var select = connection.prepareStatement("""
                select count(*),
                       count(*) filter (where replied and paid),
                       count(*) filter (where replied and not paid),
                       coalesce(sum(prompt_tokens) filter (where paid), 0),
                       coalesce(sum(completion_tokens) filter (where paid), 0),
                       percentile_disc(0.5) within group (order by latency_ms) filter (where paid),
                       percentile_disc(0.95) within group (order by latency_ms) filter (where paid)
                from task where run = ? and outcome is not null""")) {
            select.setString(1, run);
            try (var row = select.executeQuery()) {
                row.next();
                return new Measures(
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        faults,
                        row.getLong(4),
                        row.getLong(5),
                        nullable(row, 6),
                        nullable(row, 7));
            }
        }
    }

    private static Map<String, Integer> faults(Connection connection, String run) throws SQLException {
        try (var select = connection.prepareStatement(
                "select fault, count(*) from task where run = ? and outcome = 'error' group by fault")) {
            select.setString(1, run);
            try (var rows = select.executeQuery()) {
                var faults = new TreeMap<String, Integer>();
                while (rows.next()) {
                    faults.put(rows.getString(1), rows.getInt(2));
                }
                return faults;
            }
        }
    }

    private static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
