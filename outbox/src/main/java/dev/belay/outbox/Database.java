package dev.belay.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The caller's transaction as a connection. For statements that run once a task or an event, where what an entity manager
 * does around them costs more than they do.
 */
@ApplicationScoped
public class Database {

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;

    Database(DataSource dataSource, TransactionSynchronizationRegistry transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    /**
     * Throws where there is no transaction: each statement would commit alone.
     *
     * @param purpose as it follows "cannot" in the message of a fault
     */
    public <T> T with(String purpose, Work<T> work) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("cannot " + purpose
                    + " outside a transaction (expected: inside the one that" + " changes what belongs with it)");
        }
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFault("cannot " + purpose, e);
        }
    }

    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
