package dev.belay.outbox;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure to handle a record is: a passing one, or one that trying again will not cure. */
final class Fault {

    /**
     * Classes of SQLSTATE (PostgreSQL manual, appendix A) that pass: connection, rolled back by the server (deadlock,
     * serialisation), out of resources, object in use (lock time-out), operator intervention (shut-down, statement
     * time-out), system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private Fault() {}

    static boolean passes(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientFault
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLException sql && passes(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** A pool that has no connection to give says so without an SQLSTATE. */
    private static boolean passes(@Nullable String sqlState) {
        return sqlState == null || sqlState.length() >= 2 && PASSING.contains(sqlState.substring(0, 2));
    }

    /** One line for the dead letter's header. */
    static String reason(Throwable failure) {
        var message = failure.getMessage();
        var line = failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
        return line.length() <= 500 ? line : line.substring(0, 500);
    }
}
