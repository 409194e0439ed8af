package dev.belay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays that {@code unnest} makes rows of again: one statement for all, whatever their number. */
public record Columns<R>(Connection connection, PreparedStatement statement, List<R> rows) {

    /** @param type PostgreSQL's name of the column's type */
    public void set(int parameter, String type, Function<R, @Nullable Object> value) throws SQLException {
        statement.setArray(
                parameter,
                connection.createArrayOf(type, rows.stream().map(value).toArray()));
    }
}
