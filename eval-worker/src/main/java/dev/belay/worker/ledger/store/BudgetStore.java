package dev.belay.worker.ledger.store;

import dev.belay.outbox.Columns;
import dev.belay.outbox.Database;
import dev.belay.worker.ledger.domain.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What runs may spend and have spent. The rows of the runs are locked, in their order, before their reservations are
 * touched, and after any completion: always so, that no two transactions wait for each other.
 */
@ApplicationScoped
public class BudgetStore {

    /**
     * Of a statement that has {@code call (claim, run, usd)} before: settles each once for its claim; a second time, or after
     * its lease was over, nothing changes.
     */
    static final String SETTLE_CALLS = """
            payer AS (SELECT run FROM budget WHERE run IN (SELECT run FROM call) ORDER BY run FOR UPDATE),
            settled AS (
                DELETE FROM reservation USING call JOIN payer USING (run)
                WHERE reservation.claim = call.claim AND reservation.run = call.run
                RETURNING reservation.run, coalesce(call.usd, reservation.usd) AS usd, reservation.usd AS reserved),
            billed AS (
                UPDATE budget SET spent_usd = spent_usd + bill.usd, reserved_usd = reserved_usd - bill.reserved
                FROM (SELECT run, sum(usd) AS usd, sum(reserved) AS reserved FROM settled GROUP BY run) AS bill
                WHERE budget.run = bill.run)""";

    private final Database database;

    BudgetStore(Database database) {
        this.database = database;
    }

    public int open(String run, BigDecimal ceilingUsd) {
        return database.with("open a budget", connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO budget (run, ceiling_usd) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, run);
                insert.setBigDecimal(2, ceilingUsd);
                return insert.executeUpdate();
            }
        });
    }

    /** Never lowers it. */
    public int raise(String run, BigDecimal ceilingUsd) {
        return database.with("raise a budget", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE budget SET ceiling_usd = greatest(ceiling_usd, ?) WHERE run = ?")) {
                update.setBigDecimal(1, ceilingUsd);
                update.setString(2, run);
                return update.executeUpdate();
            }
        });
    }

    /** What {@code run}'s calls have cost so far, US dollars. */
    public BigDecimal spent(String run) {
        return database.with("read what was spent", connection -> {
            try (var select = connection.prepareStatement("SELECT spent_usd FROM budget WHERE run = ?")) {
                select.setString(1, run);
                try (var row = select.executeQuery()) {
                    return row.next() ? row.getBigDecimal(1) : BigDecimal.ZERO;
                }
            }
        });
    }

    /** Locks them until the transaction ends, and settles the calls whose leases are over. */
    Map<String, Budget> lock(Collection<String> runs) {
        return database.with("lock budgets", connection -> {
            var names = lockRows(connection, runs);
            settleExpired(connection, names);
            return budgets(connection, names);
        });
    }

    /** What is reserved is taken from the reservations themselves, as nobody else can touch them now. */
    private static Map<String, Budget> budgets(Connection connection, Array runs) throws SQLException {
        try (var update = connection.prepareStatement("""
                UPDATE budget
                SET reserved_usd = (SELECT coalesce(sum(usd), 0) FROM reservation WHERE reservation.run = budget.run)
                WHERE run = ANY (?) RETURNING run, ceiling_usd, spent_usd, reserved_usd""")) {
            update.setArray(1, runs);
            try (var rows = update.executeQuery()) {
                var budgets = new HashMap<String, Budget>();
                while (rows.next()) {
                    budgets.put(
                            rows.getString(1),
                            new Budget(rows.getBigDecimal(2), rows.getBigDecimal(3), rows.getBigDecimal(4)));
                }
                return budgets;
            }
        }
    }

    private static Array lockRows(Connection connection, Collection<String> runs) throws SQLException {
        var missing = new HashSet<>(runs);
        var names = connection.createArrayOf("text", missing.toArray());
        try (var lock =
                connection.prepareStatement("SELECT run FROM budget WHERE run = ANY (?) ORDER BY run FOR UPDATE")) {
            lock.setArray(1, names);
            try (var rows = lock.executeQuery()) {
                while (rows.next()) {
                    missing.remove(rows.getString(1));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "runs " + missing + " have no budget (expected: opened in the transaction that stored the run)");
        }
        return names;
    }

    /** A call whose lease is over may have been billed all the same, so it counts as spent. */
    private static void settleExpired(Connection connection, Array runs) throws SQLException {
        try (var settle = connection.prepareStatement("""
                WITH expired AS (
                    DELETE FROM reservation WHERE run = ANY (?) AND lease_until <= now() RETURNING run, usd)
                UPDATE budget SET spent_usd = spent_usd + billed.usd
                FROM (SELECT run, sum(usd) AS usd FROM expired GROUP BY run) AS billed
                WHERE budget.run = billed.run""")) {
            settle.setArray(1, runs);
            settle.executeUpdate();
        }
    }

    /** The most that a call can cost. */
    record Reservation(UUID claim, String run, BigDecimal usd) {}

    /** Of runs that are locked. */
    int reserve(List<Reservation> reservations, Instant leaseUntil) {
        return database.with("reserve money", connection -> {
            try (var insert = connection.prepareStatement("""
                    WITH row AS (
                        INSERT INTO reservation (claim, run, usd, lease_until)
                        SELECT claim, run, usd, ?
                        FROM unnest(?::uuid[], ?::text[], ?::numeric[]) AS row (claim, run, usd)
                        RETURNING run, usd)
                    UPDATE budget SET reserved_usd = reserved_usd + added.usd
                    FROM (SELECT run, sum(usd) AS usd FROM row GROUP BY run) AS added
                    WHERE budget.run = added.run""")) {
                insert.setTimestamp(1, Timestamp.from(leaseUntil));
                var columns = new Columns<>(connection, insert, reservations);
                columns.set(2, "uuid", Reservation::claim);
                columns.set(3, "text", Reservation::run);
                columns.set(4, "numeric", Reservation::usd);
                return insert.executeUpdate();
            }
        });
    }

    /** @param usd what the call did cost; what was reserved when absent */
    record Settlement(String run, UUID claim, @Nullable BigDecimal usd) {}

    int settle(List<Settlement> settlements) {
        var sql = """
                WITH call AS (SELECT * FROM unnest(?::uuid[], ?::text[], ?::numeric[]) AS call (claim, run, usd)),
                %s
                SELECT FROM call""".formatted(SETTLE_CALLS);
        return database.with("settle calls", connection -> {
            try (var settle = connection.prepareStatement(sql)) {
                setCalls(connection, settle, 1, settlements);
                settle.execute();
                return settlements.size();
            }
        });
    }

    /** @param from the first of the three parameters of {@code call} */
    static void setCalls(Connection connection, PreparedStatement statement, int from, List<Settlement> settlements)
            throws SQLException {
        var columns = new Columns<>(connection, statement, settlements);
        columns.set(from, "uuid", Settlement::claim);
        columns.set(from + 1, "text", Settlement::run);
        columns.set(from + 2, "numeric", Settlement::usd);
    }
}
