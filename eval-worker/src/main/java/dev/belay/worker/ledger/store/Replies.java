package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.outbox.Columns;
import dev.belay.outbox.Database;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.store.BudgetStore.Settlement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records replies and settles what their calls did cost, in one statement; completions are locked first, then budgets. */
@ApplicationScoped
class Replies {

    /** That all are recorded is asked of the calls, so that no budget is locked before. */
    private static final String RECORD = """
            WITH recorded AS (
                INSERT INTO completion (digest, team, provider, model, recorded_at, text, finish_reason, latency_ms,
                    cost_usd, prompt_tokens, completion_tokens, simulated)
                SELECT *
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                        ?::bigint[], ?::numeric[], ?::int[], ?::int[], ?::bool[])
                    AS row (digest, team, provider, model, recorded_at, text, finish_reason, latency_ms, cost_usd,
                        prompt_tokens, completion_tokens, simulated)
                ORDER BY digest
                ON CONFLICT (digest) DO UPDATE SET
                    recorded_at = excluded.recorded_at, text = excluded.text, finish_reason = excluded.finish_reason,
                    latency_ms = excluded.latency_ms, cost_usd = excluded.cost_usd,
                    prompt_tokens = excluded.prompt_tokens, completion_tokens = excluded.completion_tokens,
                    simulated = excluded.simulated
                WHERE completion.recorded_at IS NULL
                RETURNING digest),
            call AS (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::numeric[]) AS call (claim, run, usd)
                WHERE (SELECT count(*) FROM recorded) >= 0),
            %s
            SELECT digest FROM recorded""".formatted(BudgetStore.SETTLE_CALLS);

    private final Database database;

    Replies(Database database) {
        this.database = database;
    }

    /**
     * Which of the replies are kept: those whose request had none yet.
     *
     * @param replies at most one of each request
     */
    Set<Digest> record(List<Completion> replies, List<Settlement> settlements) {
        return database.with("record replies", connection -> {
            try (var record = connection.prepareStatement(RECORD)) {
                set(connection, record, replies);
                BudgetStore.setCalls(connection, record, 13, settlements);
                try (var rows = record.executeQuery()) {
                    var kept = new HashSet<Digest>();
                    while (rows.next()) {
                        kept.add(new Digest(rows.getString(1)));
                    }
                    return kept;
                }
            }
        });
    }

    private static void set(Connection connection, PreparedStatement record, List<Completion> replies)
            throws SQLException {
        var columns = new Columns<>(connection, record, replies);
        columns.set(1, "text", row -> row.digest().value());
        columns.set(2, "text", Completion::team);
        columns.set(3, "text", Completion::provider);
        columns.set(4, "text", Completion::model);
        columns.set(5, "timestamptz", row -> row.recordedAt().toString());
        columns.set(6, "text", Completion::text);
        columns.set(7, "text", Completion::finishReason);
        columns.set(8, "bigint", Completion::latencyMs);
        columns.set(9, "numeric", Completion::costUsd);
        columns.set(10, "int", Completion::promptTokens);
        columns.set(11, "int", Completion::completionTokens);
        columns.set(12, "bool", Completion::simulated);
    }
}
