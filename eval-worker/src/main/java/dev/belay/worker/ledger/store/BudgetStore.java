package dev.belay.worker.ledger.store;

import dev.belay.worker.ledger.domain.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What runs may spend and have spent. A run's row is locked before its reservations are touched, and after any
 * completion: always in this order, so that no two transactions wait for each other.
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

    /** Locks it until the transaction ends. */
    Budget lock(String run) {
        return session.doReturningWork(connection -> {
            lockRow(connection, run);
            settleExpired(connection, run);
            try (var select = connection.prepareStatement("""
                    SELECT ceiling_usd, spent_usd,
                           (SELECT coalesce(sum(usd), 0) FROM reservation WHERE reservation.run = budget.run)
                    FROM budget WHERE run = ?""")) {
                select.setString(1, run);
                try (var row = select.executeQuery()) {
                    row.next();
                    return new Budget(row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3));
                }
            }
        });
    }

    private static void lockRow(Connection connection, String run) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT FROM budget WHERE run = ? FOR UPDATE")) {
            lock.setString(1, run);
            try (var row = lock.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException(
                            "run " + run + " has no budget (expected: opened in the transaction that stored the run)");
                }
            }
        }
    }

    /** A call whose lease is over may have been billed all the same, so it counts as spent. */
    private static void settleExpired(Connection connection, String run) throws SQLException {
        try (var settle = connection.prepareStatement("""
                WITH expired AS (DELETE FROM reservation WHERE run = ? AND lease_until <= now() RETURNING usd)
                UPDATE budget SET spent_usd = spent_usd + (SELECT sum(usd) FROM expired)
                WHERE run = ? AND EXISTS (SELECT FROM expired)""")) {
            settle.setString(1, run);
            settle.setString(2, run);
            settle.executeUpdate();
        }
    }

    void reserve(String run, UUID claim, BigDecimal usd, Instant leaseUntil) {
        session.doWork(connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO reservation (claim, run, usd, lease_until) VALUES (?, ?, ?, ?)")) {
                insert.setObject(1, claim);
                insert.setString(2, run);
                insert.setBigDecimal(3, usd);
                insert.setTimestamp(4, Timestamp.from(leaseUntil));
                insert.executeUpdate();
            }
        });
    }

    /**
     * Once for each claim; a second time, or after the lease was over, it changes nothing.
     *
     * @param usd what the call did cost; what was reserved when absent
     */
    void settle(String run, UUID claim, @Nullable BigDecimal usd) {
        session.doWork(connection -> {
            lockRow(connection, run);
            try (var settle = connection.prepareStatement("""
                    WITH settled AS (DELETE FROM reservation WHERE claim = ? RETURNING usd)
                    UPDATE budget SET spent_usd = spent_usd + coalesce(?, (SELECT usd FROM settled))
                    WHERE run = ? AND EXISTS (SELECT FROM settled)""")) {
                settle.setObject(1, claim);
                settle.setBigDecimal(2, usd);
                settle.setString(3, run);
                settle.executeUpdate();
            }
        });
    }
}
