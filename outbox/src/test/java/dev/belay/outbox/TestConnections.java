package dev.belay.outbox;

import dev.belay.local.stack.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Connections that take no part in the transactions of the application under test. */
final class TestConnections {

    private TestConnections() {}

    static String url(String database) {
        return TestStack.shared().jdbcUrl(database);
    }

    static Connection open(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database), TestStack.shared().user(), TestStack.shared().password());
    }

    static List<String> texts(String database, String sql) throws SQLException {
        try (var connection = open(database);
                var rows = connection.createStatement().executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
