package dev.belay.worker.ledger.store;

import dev.belay.outbox.Columns;
import dev.belay.worker.ledger.domain.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What runs may spend and have spent. The rows of the runs are locked, in their order, before their reservations are
 * touched, and after any completion: always so, that no two transactions wait for each other.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class BudgetStore {

    private final Session session;

    BudgetStore(Session session) {
        this.session = session;
    }

    public void open(String run, BigDecimal ceilingUsd) {
        session.doWork(connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO budget (run, ceiling_usd) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, run);
                insert.setBigDecimal(2, ceilingUsd);
                insert.executeUpdate();
            }
        });
    }

    /** Never lowers it. */
    public void raise(String run, BigDecimal ceilingUsd) {
        session.doWork(connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE budget SET ceiling_usd = greatest(ceiling_usd, ?) WHERE run = ?")) {
                update.setBigDecimal(1, ceilingUsd);
                update.setString(2, run);
                update.executeUpdate();
            }
        });
    }

    /** Locks them until the transaction ends. */
    Map<String, Budget> lock(Collection<String> runs) {
        return session.doReturningWork(connection -> {
            var names = lockRows(connection, runs);
            settleExpired(connection, names);
            try (var select = connection.prepareStatement("""
                    SELECT run, ceiling_usd, spent_usd,
                           (SELECT coalesce(sum(usd), 0) FROM reservation WHERE reservation.run = budget.run)
                    FROM budget WHERE run = ANY (?)""")) {
                select.setArray(1, names);
                try (var rows = select.executeQuery()) {
                    var budgets = new HashMap<String, Budget>();
                    while (rows.next()) {
                        budgets.put(
                                rows.getString(1),
                                new Budget(rows.getBigDecimal(2), rows.getBigDecimal(3), rows.getBigDecimal(4)));
                    }
                    return budgets;
                }
            }
        });
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

    void reserve(List<Reservation> reservations, Instant leaseUntil) {
        session.doWork(connection -> {
            try (var insert = connection.prepareStatement("""
                    INSERT INTO reservation (claim, run, usd, lease_until)
                    SELECT claim, run, usd, ? FROM unnest(?::uuid[], ?::text[], ?::numeric[]) AS row (claim, run, usd)""")) {
                insert.setTimestamp(1, Timestamp.from(leaseUntil));
                var columns = new Columns<>(connection, insert, reservations);
                columns.set(2, "uuid", Reservation::claim);
                columns.set(3, "text", Reservation::run);
                columns.set(4, "numeric", Reservation::usd);
                insert.executeUpdate();
            }
        });
    }

    /** @param usd what the call did cost; what was reserved when absent */
    record Settlement(String run, UUID claim, @Nullable BigDecimal usd) {}

    /** Each once for its claim; a second time, or after the lease was over, it changes nothing. */
    void settle(List<Settlement> settlements) {
        session.doWork(connection -> {
            lockRows(connection, settlements.stream().map(Settlement::run).toList());
            try (var settle = connection.prepareStatement("""
                    WITH call AS (SELECT * FROM unnest(?::uuid[], ?::numeric[]) AS call (claim, usd)),
                    settled AS (
                        DELETE FROM reservation USING call WHERE reservation.claim = call.claim
                        RETURNING reservation.run, coalesce(call.usd, reservation.usd) AS usd)
                    UPDATE budget SET spent_usd = spent_usd + billed.usd
                    FROM (SELECT run, sum(usd) AS usd FROM settled GROUP BY run) AS billed
                    WHERE budget.run = billed.run""")) {
                var columns = new Columns<>(connection, settle, settlements);
                columns.set(1, "uuid", Settlement::claim);
                columns.set(2, "numeric", Settlement::usd);
                settle.executeUpdate();
            }
        });
    }
}
