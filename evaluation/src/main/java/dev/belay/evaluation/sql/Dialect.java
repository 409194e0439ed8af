package dev.belay.evaluation.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** node-sql-parser's dialects, by what it refuses in each although it is SQL elsewhere. */
enum Dialect {
    MYSQL(
            "mysql",
            "ilike|top|interval-text|conflict|returning|nulls|natural|qualify|array|sample|tilde|bracket|offset|series|values|catalog"),
    MARIADB(
            "mariadb",
            "ilike|top|conflict|nulls|natural|qualify|array|sample|tilde|bracket|offset|series|arrow|values|catalog"),
    POSTGRESQL(
            "postgresql",
            "top|duplicate|regexp|update-lock|limit-pair|explain|describe|hash|question|qualify|bracket|values"),
    TRANSACTSQL(
            "transactsql",
            "ilike|offset|returning|conflict|duplicate|arrow|regexp|tilde|update-lock|nulls|set|begin|question|escape|extract|qualify|sample|hash|empty"),
    SQLITE(
            "sqlite",
            "ilike|offset|top|bracket|conflict|tilde|update-lock|nulls|full|explain|show|begin|grant|extract|qualify|array|sample|values"),
    BIGQUERY(
            "bigquery",
            "ilike|offset|top|bracket|returning|conflict|create|alter|recursive|arrow|regexp|tilde|update-lock|nulls|question|explain|show|begin|grant|escape|qualify|sample|values"),
    SNOWFLAKE(
            "snowflake",
            "bracket|duplicate|delete|tilde|update-lock|limit-pair|question|explain|describe|begin|grant|hash|values"),
    DB2("db2", "bracket|ilike|top|show|explain|begin|question|catalog"),
    HIVE("hive", "bracket|ilike|top|update-lock|duplicate|begin|arrow"),
    FLINKSQL("flinksql", "bracket|top"),
    ATHENA("athena", "bracket|top"),
    REDSHIFT("redshift", "bracket|duplicate|regexp|update-lock"),
    TRINO("trino", "bracket|top|update-lock|begin"),
    NOQL("noql", "bracket");

    private static final Pattern NEVER = words("\\bfetch\\s+(?:first|next)\\b|^\\s*merge\\b"
            + "|^\\s*delete\\s+(?!from\\b|\\w+(?:\\s*,\\s*\\w+)*\\s+from\\b)"
            // JSqlParser takes the word for an alias.
            + "|\\bselect\\s+\\*\\s+(?!(?:from|except|exclude|replace|limit|where|order|union|into|group)\\b)\\w");

    private final String named;
    private final Pattern refused;

    Dialect(String named, String refused) {
        this.named = named;
        this.refused = words(Stream.of(refused.split("\\|"))
                .map(Dialect::construct)
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow());
    }

    private static Pattern words(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    private static String construct(String name) {
        return switch (name) {
            case "ilike" -> "\\bilike\\b";
            case "top" -> "\\bselect\\s+top\\s+\\d";
            case "interval-text" -> "\\binterval\\s+''\\s*(?!(?:day|hour|minute|second|month|year|week|quarter)\\b)";
            case "conflict" -> "\\bon\\s+conflict\\b";
            case "returning" -> "\\breturning\\b";
            case "nulls" -> "\\bnulls\\s+(?:first|last)\\b";
            case "natural" -> "\\bnatural\\b.*\\bjoin\\b";
            case "qualify" -> "\\bqualify\\b";
            case "array" -> "\\barray\\s*\\[";
            case "sample" -> "\\btablesample\\b";
            case "tilde" -> "\\s!?~\\*?\\s";
            case "bracket" -> "(?:select|from|join|,|\\.)\\s*\\[";
            case "offset" -> "\\boffset\\s+\\d+\\s+limit\\b";
            case "series" -> "\\bgenerate_series\\s*\\(";
            case "arrow" -> "->";
            case "values" -> "^\\s*values\\b";
            case "duplicate" -> "\\bon\\s+duplicate\\b";
            case "regexp" -> "\\b(?:regexp|rlike)\\b";
            case "update-lock" -> "\\bfor\\s+update\\b";
            case "limit-pair" -> "\\blimit\\s+\\d+\\s*,";
            case "explain" -> "^\\s*explain\\b";
            case "describe" -> "^\\s*desc(?:ribe)?\\b";
            case "show" -> "^\\s*show\\b";
            case "hash" -> "#";
            case "question" -> "\\?";
            case "set" -> "^\\s*set\\b";
            case "begin" -> "^\\s*(?:begin|commit|rollback)\\b";
            case "grant" -> "^\\s*grant\\b";
            case "escape" -> "\\bescape\\b";
            case "extract" -> "\\bextract\\s*\\(";
            case "full" -> "\\bfull\\s+(?:outer\\s+)?join\\b";
            case "create" -> "^\\s*create\\s+(?:table|index)\\b";
            case "alter" -> "^\\s*alter\\b";
            case "recursive" -> "\\bwith\\s+recursive\\b";
            case "delete" -> "^\\s*delete\\b";
            case "catalog" -> "\\b(?:from|join|into|update)\\s+\\w+\\.\\w+\\.\\w+";
            case "empty" -> ";\\s*;|^\\s*;";
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** In any case; nothing for a name that node-sql-parser does not have, with which it refuses everything. */
    static Optional<Dialect> named(String databaseType) {
        var wanted = databaseType.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(dialect -> dialect.named.equals(wanted))
                .findFirst();
    }

    boolean bracketsQuote() {
        return this == TRANSACTSQL;
    }

    boolean hashComments() {
        return this == MYSQL || this == MARIADB || this == SQLITE || this == BIGQUERY;
    }

    /** @param plain without comments and texts */
    boolean refuses(String plain) {
        return NEVER.matcher(plain).find() || refused.matcher(plain).find();
    }
}
