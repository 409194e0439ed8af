package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.outbox.Columns;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Claims and completions as rows, many in one statement. Rows are always locked in the order of their digests, so that
 * no two groups wait for each other.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class CompletionRows {

    private static final String COLUMNS = """
            digest, team, provider, model, claim, lease_until, recorded_at, text, finish_reason, latency_ms, cost_usd,
            prompt_tokens, completion_tokens, simulated, erased_at, erase_reason""";

    private final Session session;

    CompletionRows(Session session) {
        this.session = session;
    }

    /** An ask under the claim that it wants to have. */
    record Wanted(Ask ask, UUID claim) {}

    /** The database's clock, since leases are compared between instances. */
    Instant now() {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement("SELECT clock_timestamp()");
                    var row = select.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        });
    }

    /** The claims themselves: of any number of instances, and of any number of asks for one reply, one inserts. */
    Set<UUID> claim(List<Wanted> wanted, Instant leaseUntil) {
        var sql = """
                INSERT INTO completion (digest, team, provider, model, claim, lease_until)
                SELECT digest, team, provider, model, claim, ?
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                    AS row (digest, team, provider, model, claim)
                ORDER BY digest
                ON CONFLICT DO NOTHING RETURNING claim""";
        return session.doReturningWork(connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                insert.setTimestamp(1, Timestamp.from(leaseUntil));
                var columns = new Columns<>(connection, insert, wanted);
                columns.set(2, "text", row -> row.ask().request().value());
                columns.set(3, "text", row -> row.ask().team());
                columns.set(4, "text", row -> row.ask().provider());
                columns.set(5, "text", row -> row.ask().model());
                columns.set(6, "uuid", Wanted::claim);
                try (var rows = insert.executeQuery()) {
                    var claimed = new HashSet<UUID>();
                    while (rows.next()) {
                        claimed.add(rows.getObject(1, UUID.class));
                    }
                    return claimed;
                }
            }
        });
    }

    Map<Digest, Entry> lock(Collection<Digest> digests) {
        var sql = "SELECT " + COLUMNS + " FROM completion WHERE digest = ANY (?) ORDER BY digest FOR UPDATE";
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                new Columns<>(connection, select, List.copyOf(digests)).set(1, "text", Digest::value);
                try (var rows = select.executeQuery()) {
                    var entries = new HashMap<Digest, Entry>();
                    while (rows.next()) {
                        entries.put(new Digest(rows.getString("digest")), entry(rows));
                    }
                    return entries;
                }
            }
        });
    }

    /** Of rows that are locked. */
    void replaceClaims(List<Wanted> wanted, Instant leaseUntil) {
        session.doWork(connection -> {
            try (var update = connection.prepareStatement("""
                    UPDATE completion SET claim = row.claim, lease_until = ?
                    FROM unnest(?::text[], ?::uuid[]) AS row (digest, claim)
                    WHERE completion.digest = row.digest""")) {
                update.setTimestamp(1, Timestamp.from(leaseUntil));
                var columns = new Columns<>(connection, update, wanted);
                columns.set(2, "text", row -> row.ask().request().value());
                columns.set(3, "uuid", Wanted::claim);
                update.executeUpdate();
            }
        });
    }

    /** Gives claims back; whoever lost its claim, or has a reply recorded under it, gives nothing back. */
    void drop(List<Wanted> claimed) {
        session.doWork(connection -> {
            try (var delete = connection.prepareStatement("""
                    DELETE FROM completion USING unnest(?::text[], ?::uuid[]) AS row (digest, claim)
                    WHERE completion.digest = row.digest AND completion.claim = row.claim AND recorded_at IS NULL""")) {
                var columns = new Columns<>(connection, delete, claimed);
                columns.set(1, "text", row -> row.ask().request().value());
                columns.set(2, "uuid", Wanted::claim);
                delete.executeUpdate();
            }
        });
    }

    /** At most one of each request. Which of them are kept: those whose request had no reply yet. */
    Set<Digest> record(List<Completion> completions) {
        var sql = """
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
                RETURNING digest""";
        return session.doReturningWork(connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                var columns = new Columns<>(connection, insert, completions);
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
                try (var rows = insert.executeQuery()) {
                    var kept = new HashSet<Digest>();
                    while (rows.next()) {
                        kept.add(new Digest(rows.getString(1)));
                    }
                    return kept;
                }
            }
        });
    }

    Optional<Entry> find(Digest digest) {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM completion WHERE digest = ?")) {
                select.setString(1, digest.value());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(entry(row)) : Optional.empty();
                }
            }
        });
    }

    /** Whether a reply was there to erase. */
    boolean erase(Digest digest, String by, String reason) {
        return session.doReturningWork(connection -> {
            try (var erase = connection.prepareStatement("""
                    UPDATE completion SET text = NULL, erased_at = clock_timestamp(), erased_by = ?, erase_reason = ?
                    WHERE digest = ? AND recorded_at IS NOT NULL AND erased_at IS NULL""")) {
                erase.setString(1, by);
                erase.setString(2, reason);
                erase.setString(3, digest.value());
                return erase.executeUpdate() == 1;
            }
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var erasedAt = row.getTimestamp("erased_at");
        if (erasedAt != null) {
            return new Entry.Erased(erasedAt.toInstant(), String.valueOf(row.getString("erase_reason")));
        }
        var recordedAt = row.getTimestamp("recorded_at");
        if (recordedAt == null) {
            return new Entry.Claimed(
                    row.getObject("claim", UUID.class),
                    row.getTimestamp("lease_until").toInstant());
        }
        return new Entry.Recorded(new Completion(
                new Digest(row.getString("digest")),
                row.getString("team"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("text"),
                row.getString("finish_reason"),
                row.getLong("latency_ms"),
                row.getBigDecimal("cost_usd"),
                number(row, "prompt_tokens"),
                number(row, "completion_tokens"),
                recordedAt.toInstant(),
                row.getBoolean("simulated")));
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
