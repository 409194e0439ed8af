package dev.belay.outbox;

import java.sql.SQLException;

/** The database did not do what the outbox or the inbox asked of it; the cause says whether trying again may help. */
final class DatabaseFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseFault(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
