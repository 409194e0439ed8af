package dev.belay.worker.ledger.store;

import dev.belay.outbox.Columns;
import dev.belay.outbox.Database;
import dev.belay.worker.ledger.domain.Ask;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Claims of requests that nobody has claimed before, with the money for their calls: nearly all are, and so one statement
 * does. Each part of it reads what the part before has locked, so rows are locked in the order that holds everywhere:
 * completions by digest, then budgets by run.
 */
@ApplicationScoped
class Claims {

    /** A budget that another has just changed is looked at as it is then, since the condition is part of its update. */
    private static final String INSERT = """
            WITH ask AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::numeric[])
                    AS ask (digest, team, provider, model, claim, run, usd)),
            lease AS (SELECT clock_timestamp() + make_interval(secs => ?) AS until),
            inserted AS (
                INSERT INTO completion (digest, team, provider, model, claim, lease_until)
                SELECT digest, team, provider, model, claim, until FROM ask, lease ORDER BY digest
                ON CONFLICT DO NOTHING RETURNING claim),
            cost AS (SELECT run, sum(usd) AS usd FROM ask JOIN inserted USING (claim) GROUP BY run),
            payer AS (SELECT run FROM budget WHERE run IN (SELECT run FROM cost) ORDER BY run FOR UPDATE),
            paying AS (
                UPDATE budget SET reserved_usd = reserved_usd + cost.usd
                FROM cost JOIN payer USING (run)
                WHERE budget.run = cost.run
                  AND ceiling_usd > 0 AND spent_usd + reserved_usd + cost.usd <= ceiling_usd
                RETURNING budget.run),
            reserved AS (
                INSERT INTO reservation (claim, run, usd, lease_until)
                SELECT claim, run, usd, until FROM ask JOIN inserted USING (claim) JOIN paying USING (run), lease
                RETURNING claim)
            SELECT inserted.claim, reserved.claim IS NOT NULL FROM inserted LEFT JOIN reserved USING (claim)""";

    private final Database database;

    Claims(Database database) {
        this.database = database;
    }

    /** An ask under the claim that it wants to have. */
    record Wanted(Ask ask, UUID claim) {}

    /**
     * @param rows of any number of asks for one reply, of any number of instances, the one that has the row
     * @param paid those of them whose call fits into the budget whatever the calls under way turn out to cost; of a run
     *     whose calls do not all fit, none
     */
    record Inserted(Set<UUID> rows, Set<UUID> paid) {}

    Inserted insert(List<Wanted> wanted, Duration lease) {
        return database.with("claim replies", connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                var columns = new Columns<>(connection, insert, wanted);
                columns.set(1, "text", row -> row.ask().request().value());
                columns.set(2, "text", row -> row.ask().team());
                columns.set(3, "text", row -> row.ask().provider());
                columns.set(4, "text", row -> row.ask().model());
                columns.set(5, "uuid", Wanted::claim);
                columns.set(6, "text", row -> row.ask().run());
                columns.set(7, "numeric", row -> row.ask().mostUsd());
                insert.setDouble(8, lease.toMillis() / 1000.0);
                return inserted(insert);
            }
        });
    }

    private static Inserted inserted(PreparedStatement insert) throws SQLException {
        var all = new HashSet<UUID>();
        var paid = new HashSet<UUID>();
        try (var rows = insert.executeQuery()) {
            while (rows.next()) {
                var claim = rows.getObject(1, UUID.class);
                all.add(claim);
                if (rows.getBoolean(2)) {
                    paid.add(claim);
                }
            }
        }
        return new Inserted(all, paid);
    }
}
