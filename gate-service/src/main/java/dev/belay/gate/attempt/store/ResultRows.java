package dev.belay.gate.attempt.store;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.gate.attempt.store.ResultStore.Numbered;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.outbox.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as rows: the JSON, and beside it the columns that sums are made of. */
final class ResultRows {

    private static final int FETCHED = 1000;

    private ResultRows() {}

    /** A reply that was paid and could not be scored is still paid when it is scored later. */
    static void put(Connection connection, List<Numbered> taken) throws SQLException {
        try (var update = connection.prepareStatement("""
                update task set seq = row.seq, outcome = row.outcome, result = row.result, fault = row.fault,
                    replied = row.replied, paid = row.paid or coalesce(task.paid, false), latency_ms = row.latency_ms,
                    prompt_tokens = row.prompt_tokens, completion_tokens = row.completion_tokens
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[],
                    ?::bigint[], ?::int[], ?::int[])
                    as row (task, seq, outcome, result, fault, replied, paid, latency_ms, prompt_tokens,
                        completion_tokens)
                where task.task = row.task""")) {
            var columns = new Columns<>(connection, update, taken);
            columns.set(1, "text", row -> row.result().task().value());
            columns.set(2, "bigint", Numbered::seq);
            columns.set(3, "text", row -> wireName(row.result().outcome()));
            columns.set(4, "text", row -> JsonText.of(row.result()));
            columns.set(5, "text", row -> kind(row.result()));
            columns.set(6, "boolean", row -> row.result().completion() != null);
            columns.set(7, "boolean", row -> row.result().paid());
            columns.set(8, "bigint", row -> row.result().latencyMs());
            columns.set(9, "int", row -> row.result().promptTokens());
            columns.set(10, "int", row -> row.result().completionTokens());
            update.executeUpdate();
        }
    }

    /** @param select of {@code seq} and {@code result} */
    static List<Numbered> read(PreparedStatement select) throws SQLException {
        var sharing = new Sharing();
        select.setFetchSize(FETCHED);
        try (var rows = select.executeQuery()) {
            var numbered = new ArrayList<Numbered>();
            while (rows.next()) {
                var result = JsonText.read(rows.getString(2), CaseEvaluated.class);
                numbered.add(new Numbered(rows.getLong(1), sharing.of(result)));
            }
            return numbered;
        }
    }

    private static @Nullable String kind(CaseEvaluated result) {
        if (result.outcome() != Outcome.ERROR) {
            return null;
        }
        return result.error() == null ? "not evaluated" : result.error().kind();
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
