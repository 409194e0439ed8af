package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.outbox.Columns;
import dev.belay.outbox.Database;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.store.Claims.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims and completions as rows that are there, many in one statement. Rows are always locked in the order of their
 * digests, so that no two groups wait for each other.
 */
@ApplicationScoped
class CompletionRows {

    private static final String COLUMNS = """
            digest, team, provider, model, claim, lease_until, recorded_at, text, finish_reason, latency_ms, cost_usd,
            prompt_tokens, completion_tokens, simulated, erased_at, erase_reason""";

    private final Database database;

    CompletionRows(Database database) {
        this.database = database;
    }

    /** The database's clock, since leases are compared between instances. */
    Instant now() {
        return database.with("ask for the time", connection -> {
            try (var select = connection.prepareStatement("SELECT clock_timestamp()");
                    var row = select.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        });
    }

    Map<Digest, Entry> lock(Collection<Digest> digests) {
        var sql = "SELECT " + COLUMNS + " FROM completion WHERE digest = ANY (?) ORDER BY digest FOR UPDATE";
        return database.with("lock replies", connection -> {
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
    int replaceClaims(List<Wanted> wanted, Instant leaseUntil) {
        return database.with("replace claims", connection -> {
            try (var update = connection.prepareStatement("""
                    UPDATE completion SET claim = row.claim, lease_until = ?
                    FROM unnest(?::text[], ?::uuid[]) AS row (digest, claim)
                    WHERE completion.digest = row.digest""")) {
                update.setTimestamp(1, Timestamp.from(leaseUntil));
                var columns = new Columns<>(connection, update, wanted);
                columns.set(2, "text", row -> row.ask().request().value());
                columns.set(3, "uuid", Wanted::claim);
                return update.executeUpdate();
            }
        });
    }

    /** Gives claims back; whoever lost its claim, or has a reply recorded under it, gives nothing back. */
    int drop(List<Wanted> claimed) {
        return database.with("give claims back", connection -> {
            try (var delete = connection.prepareStatement("""
                    DELETE FROM completion USING unnest(?::text[], ?::uuid[]) AS row (digest, claim)
                    WHERE completion.digest = row.digest AND completion.claim = row.claim AND recorded_at IS NULL""")) {
                var columns = new Columns<>(connection, delete, claimed);
                columns.set(1, "text", row -> row.ask().request().value());
                columns.set(2, "uuid", Wanted::claim);
                return delete.executeUpdate();
            }
        });
    }

    Optional<Entry> find(Digest digest) {
        return database.with("look for a reply", connection -> {
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
        return database.with("erase a reply", connection -> {
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
