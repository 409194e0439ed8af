package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.sql.SqlBlocks;
import dev.belay.evaluation.sql.SqlRules;
import dev.belay.evaluation.sql.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code is-sql} and {@code contains-sql}. */
final class SqlTypes {
    private static final String NO_OBJECT = "%s assertion must have a object value.";

    private SqlTypes() {}

    static Finding isSql(Subject subject) {
        return rules(subject.value())
                .<Finding>map(rules -> held(SqlText.problemOf(subject.text(), rules)))
                .orElseGet(() -> new Finding.CannotTell(NO_OBJECT.formatted("is-sql")));
    }

    /** In a code block of SQL or of no language; without such a block the whole output must be SQL. */
    static Finding containsSql(Subject subject) {
        var blocks = SqlBlocks.in(subject.text());
        var candidates = (blocks.isEmpty() ? List.of(subject.text()) : blocks)
                .stream().filter(candidate -> !candidate.isBlank()).toList();
        if (candidates.isEmpty()) {
            return held(Optional.of("Output does not contain valid SQL"));
        }
        var rules = rules(subject.value());
        if (rules.isEmpty()) {
            return new Finding.CannotTell(NO_OBJECT.formatted("is-sql"));
        }
        var problem = Optional.<String>empty();
        for (var candidate : candidates) {
            problem = SqlText.problemOf(candidate, rules.get());
            if (problem.isEmpty()) {
                break;
            }
        }
        return held(problem);
    }

    private static Finding held(Optional<String> problem) {
        return new Finding.Held(problem.isEmpty(), problem.orElse(""), "The output SQL statement is valid");
    }

    /** None where the value is a text, a number or true. */
    private static Optional<SqlRules> rules(JsonNode value) {
        if (!value.isContainerNode()) {
            return Coercion.truthy(value) ? Optional.empty() : Optional.of(SqlRules.NONE);
        }
        var type = value.path("databaseType");
        return Optional.of(new SqlRules(
                Coercion.truthy(type) ? Coercion.text(type) : SqlRules.NONE.databaseType(),
                texts(value.path("allowedTables")),
                texts(value.path("allowedColumns"))));
    }

    private static Optional<List<String>> texts(JsonNode list) {
        return list.isArray()
                ? Optional.of(StreamSupport.stream(list.spliterator(), false)
                        .map(Coercion::text)
                        .toList())
                : Optional.empty();
    }

    static Optional<String> problemOf(JsonNode value) {
        return rules(value).isPresent()
                ? Optional.empty()
                : Optional.of("The value must be {databaseType, allowedTables, allowedColumns} or nothing, not %s."
                        .formatted(ValueShape.of(value)));
    }
}
