package dev.belay.worker.observation.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.identity.Readable;
import dev.belay.outbox.Database;
import dev.belay.worker.observation.domain.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works inside the caller's transaction. */
@ApplicationScoped
public class ObservationStore {

    private static final String COLUMNS = """
            observation, prompt, environment, number, version, output, source, trusted, observed_at, output_digest,
            criteria, violated, unjudged, traceparent""";

    private final Database database;

    ObservationStore(Database database) {
        this.database = database;
    }

    /** @param criteria by which it was read; absent where the prompt has none */
    public record Kept(
            OutputObserved observed,
            Digest output,
            @Nullable Digest criteria,
            Reading reading,
            @Nullable String traceparent) {}

    /** Numbers only rise, so a late event changes nothing. */
    public boolean published(CriteriaPublished criteria) {
        return database.with("keep which criteria are in force", connection -> {
            try (var upsert = connection.prepareStatement("""
                    INSERT INTO prompt_criteria (prompt, number, criteria) VALUES (?, ?, ?)
                    ON CONFLICT (prompt) DO UPDATE SET number = excluded.number, criteria = excluded.criteria
                    WHERE prompt_criteria.number < excluded.number""")) {
                upsert.setString(1, criteria.prompt());
                upsert.setInt(2, criteria.number());
                upsert.setString(3, criteria.digest().value());
                return upsert.executeUpdate() > 0;
            }
        });
    }

    public Optional<Digest> criteriaOf(String prompt) {
        return database.with("read which criteria are in force", connection -> {
            try (var select = connection.prepareStatement("SELECT criteria FROM prompt_criteria WHERE prompt = ?")) {
                select.setString(1, prompt);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Digest(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /** Returns false for one that is there already. */
    public boolean add(Kept kept, boolean toJudge) {
        var observed = kept.observed();
        return database.with("keep an observation", connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO observation (" + COLUMNS
                    + ", team, to_judge) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
                insert.setString(1, observed.observation());
                insert.setString(2, observed.prompt());
                insert.setString(3, observed.environment());
                insert.setObject(4, observed.number());
                insert.setString(5, observed.version().value());
                insert.setString(6, observed.output());
                insert.setString(7, observed.source());
                insert.setBoolean(8, observed.trusted());
                insert.setTimestamp(9, Timestamp.from(observed.observedAt()));
                insert.setString(10, kept.output().value());
                insert.setString(
                        11, kept.criteria() == null ? null : kept.criteria().value());
                setReading(connection, insert, 12, kept.reading());
                insert.setString(14, kept.traceparent());
                insert.setString(15, team(observed.prompt()));
                insert.setBoolean(16, toJudge);
                return insert.executeUpdate() > 0;
            }
        });
    }

    /** Those that nobody lets a judge read now; they are the caller's until the lease ends. */
    public List<Kept> claimToJudge(int most, Duration lease) {
        return database.with("claim observations to judge", connection -> {
            try (var update = connection.prepareStatement("""
                    UPDATE observation SET judged_by = now() + ? * interval '1 millisecond'
                    WHERE observation IN (
                        SELECT observation FROM observation
                        WHERE to_judge AND (judged_by IS NULL OR judged_by < now())
                        ORDER BY observed_at LIMIT ? FOR UPDATE SKIP LOCKED)
                    RETURNING""" + " " + COLUMNS)) {
                update.setLong(1, lease.toMillis());
                update.setInt(2, most);
                return rows(update);
            }
        });
    }

    /** @param reading all that was found in it */
    public int judged(String observation, Reading reading) {
        return database.with("keep a judgement", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE observation SET to_judge = false, violated = ?, unjudged = ? WHERE observation = ?")) {
                setReading(connection, update, 1, reading);
                update.setString(3, observation);
                return update.executeUpdate();
            }
        });
    }

    public int forget(Instant olderThan) {
        return database.with("forget observations", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM observation WHERE observed_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(olderThan));
                return delete.executeUpdate();
            }
        });
    }

    /**
     * @param text that the output contains, in whatever case
     * @param output digest of it
     */
    public record Wanted(
            @Nullable String prompt,
            @Nullable String text,
            @Nullable Digest output,
            boolean violating,
            Instant since,
            int limit) {}

    /** Newest first. */
    public List<Kept> find(Wanted wanted, Readable readable) {
        var sql = "SELECT " + COLUMNS + """
                 FROM observation
                WHERE observed_at >= ? AND (? OR team = ANY (?))
                  AND (?::text IS NULL OR prompt = ?)
                  AND (?::text IS NULL OR output_digest = ?)
                  AND (?::text IS NULL OR output ILIKE ? ESCAPE '\\')
                  AND (NOT ? OR cardinality(violated) > 0)
                ORDER BY observed_at DESC, observation LIMIT ?""";
        return database.with("search observations", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setTimestamp(1, Timestamp.from(wanted.since()));
                select.setBoolean(2, readable.everything());
                select.setArray(
                        3, connection.createArrayOf("text", readable.teams().toArray()));
                select.setString(4, wanted.prompt());
                select.setString(5, wanted.prompt());
                var output = wanted.output() == null ? null : wanted.output().value();
                select.setString(6, output);
                select.setString(7, output);
                select.setString(8, wanted.text());
                select.setString(9, wanted.text() == null ? null : "%" + escaped(wanted.text()) + "%");
                select.setBoolean(10, wanted.violating());
                select.setInt(11, wanted.limit());
                return rows(select);
            }
        });
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String team(String prompt) {
        return prompt.substring(0, prompt.indexOf('/'));
    }

    private static void setReading(Connection connection, PreparedStatement statement, int at, Reading reading)
            throws SQLException {
        statement.setArray(
                at, connection.createArrayOf("text", reading.violated().toArray()));
        statement.setArray(
                at + 1, connection.createArrayOf("text", reading.unjudged().toArray()));
    }

    private static List<Kept> rows(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<Kept>();
            while (rows.next()) {
                found.add(kept(rows));
            }
            return found;
        }
    }

    private static Kept kept(ResultSet row) throws SQLException {
        var criteria = row.getString(11);
        var observed = new OutputObserved(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, Long.class),
                new Digest(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getTimestamp(9).toInstant());
        return new Kept(
                observed,
                new Digest(row.getString(10)),
                criteria == null ? null : new Digest(criteria),
                new Reading(texts(row, 12), texts(row, 13)),
                row.getString(14));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
