package dev.belay.evaluation.sql;

import dev.belay.evaluation.javascript.Whitespace;
import dev.belay.evaluation.regex.InvalidRegex;
import dev.belay.evaluation.regex.JavaScriptRegex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;

/**
 * Whether a whole text is SQL of a dialect, close to promptfoo's verdict with node-sql-parser 5. JSqlParser reads all
 * dialects at once, and {@link Dialect} takes away what the other parser refuses in one.
 *
 * <p>Quirks kept: {@code SELECT a b FROM t} is taken for a forgotten comma, an odd number of back-ticks is never SQL.
 */
public final class SqlText {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern FORGOTTEN_COMMA = forgottenComma("(?:all|distinct)");
    private static final Pattern FORGOTTEN_COMMA_IN_MYSQL = forgottenComma(
            "(?:all|distinct(?:row)?|high_priority|straight_join|sql_(?:big_result|buffer_result|cache|calc_found_rows|no_cache|small_result))");

    private static final Pattern ALIAS = Pattern.compile(
            "(\\bas\\s+)(any|current|default|grouping|if|ignore|offset|only|optimize|procedure|public|returning|right|some|start|tables)\\b"
                    + "(?=\\s*(?:,|\\)|$|from\\b|where\\b|on\\b|join\\b))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern STATEMENTS_END = Pattern.compile("[;\\s]+\\z");
    private static final Pattern TRANSACTION =
            Pattern.compile("\\s*(?:begin|commit|rollback|start\\s+transaction)\\s*", Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    private static Pattern forgottenComma(String modifier) {
        return Pattern.compile(
                "\\bselect\\s+(?:" + modifier + "\\s+)*(?!" + modifier + "\\b)" + NAME + "\\s+" + NAME + "\\s+from\\b",
                Pattern.CASE_INSENSITIVE);
    }

    /** Why not, or nothing. */
    public static Optional<String> problemOf(String text, SqlRules rules) {
        var dialect = Dialect.named(rules.databaseType());
        var plain = SqlPlain.of(
                Whitespace.trim(text), dialect.isPresent() && dialect.get().bracketsQuote());
        if (dialect.isEmpty() || malformed(text, plain, dialect.get())) {
            return nonconforming(rules);
        }
        List<Statement> statements;
        try {
            statements = parsed(text, dialect.get());
        } catch (JSQLParserException notSql) {
            return nonconforming(rules);
        }
        if (BareNames.anyReserved(statements, dialect.get())) {
            return nonconforming(rules);
        }
        if (rules.allowedTables().isEmpty() && rules.allowedColumns().isEmpty()) {
            return Optional.empty();
        }
        var names = SqlNames.of(statements);
        return unauthorised("table", names.tables(), rules.allowedTables())
                .or(() -> unauthorised(
                        "column", names.columns(), rules.allowedColumns().map(SqlText::alsoWithoutTable)));
    }

    private static Optional<String> nonconforming(SqlRules rules) {
        return Optional.of(
                "SQL statement does not conform to the provided %s database syntax.".formatted(rules.databaseType()));
    }

    private static boolean malformed(String text, String plain, Dialect dialect) {
        boolean mysql = dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
        return Whitespace.trim(text).isEmpty()
                || text.chars().filter(c -> c == '`').count() % 2 != 0
                || (mysql ? FORGOTTEN_COMMA_IN_MYSQL : FORGOTTEN_COMMA)
                        .matcher(plain)
                        .find()
                || dialect.refuses(plain);
    }

    private static List<Statement> parsed(String text, Dialect dialect) throws JSQLParserException {
        var sql = SqlPlain.withoutComments(text, dialect.hashComments());
        var trimmed = STATEMENTS_END.matcher(sql).replaceFirst("");
        if (trimmed.isBlank() || TRANSACTION.matcher(trimmed).matches()) {
            return List.of();
        }
        return List.copyOf(CCJSqlParserUtil.parseStatements(
                withQuotedAliases(trimmed, dialect),
                parser -> parser.withSquareBracketQuotation(dialect.bracketsQuote())
                        .withBackslashEscapeCharacter(trimmed.contains("\\'"))
                        .withAllowComplexParsing(true)
                        .withTimeOut(5_000)));
    }

    /** Quotes what JSqlParser does not take for an alias and the dialect does. */
    private static String withQuotedAliases(String sql, Dialect dialect) {
        return ALIAS.matcher(sql)
                .replaceAll(alias -> Matcher.quoteReplacement(
                        ReservedWords.of(dialect).contains(alias.group(2).toLowerCase(Locale.ROOT))
                                ? alias.group()
                                : alias.group(1) + '"' + alias.group(2) + '"'));
    }

    /** Patterns are JavaScript's, for the whole name and any case; an empty list allows everything. */
    private static Optional<String> unauthorised(
            String what, Collection<String> found, Optional<List<String>> allowed) {
        if (allowed.isEmpty() || allowed.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            var patterns = allowed.get().stream()
                    .map(pattern -> JavaScriptRegex.compile("^" + pattern.toLowerCase(Locale.ROOT) + "$"))
                    .toList();
            boolean all = found.stream()
                    .allMatch(
                            name -> patterns.stream().anyMatch(pattern -> pattern.test(name.toLowerCase(Locale.ROOT))));
            return all
                    ? Optional.empty()
                    : Optional.of("SQL references unauthorized %s(s). Found: [%s]. Allowed: [%s]."
                            .formatted(what, String.join(", ", found), String.join(", ", allowed.get())));
        } catch (InvalidRegex invalid) {
            return Optional.of("SQL validation failed: " + invalid.getMessage() + ".");
        }
    }

    /** A column of an allowed table may be written without its table. */
    private static List<String> alsoWithoutTable(List<String> columns) {
        var all = new ArrayList<>(columns);
        for (var column : columns) {
            var parts = column.split("::", -1);
            if (parts.length == 3 && !parts[1].equals("null")) {
                all.add(parts[0] + "::null::" + parts[2]);
            }
        }
        return all;
    }
}
