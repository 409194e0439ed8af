package dev.belay.evaluation.sql;

import java.util.List;
import java.util.Optional;

/**
 * What a statement must conform to.
 *
 * @param databaseType one of node-sql-parser's names: MySQL, PostgreSQL, TransactSQL, …
 * @param allowedTables patterns for {@code action::database::table}, one of which must match each table
 * @param allowedColumns patterns for {@code action::table::column}
 */
public record SqlRules(
        String databaseType, Optional<List<String>> allowedTables, Optional<List<String>> allowedColumns) {

    public static final SqlRules NONE = new SqlRules("MySQL", Optional.empty(), Optional.empty());
}
