package dev.belay.worker.limits.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.pacing.Account;
import dev.belay.evaluation.pacing.Limit;
import dev.belay.outbox.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Never holds a key: an account has its print alone. */
@ApplicationScoped
public class LimitStore {

    private final Database database;

    LimitStore(Database database) {
        this.database = database;
    }

    /** Says that {@code worker} is there; how many are, itself included. */
    public int present(UUID worker, Duration within) {
        return database.with("say that a worker is there", connection -> {
            try (var beat = connection.prepareStatement("""
                    WITH beat AS (
                        INSERT INTO worker (worker, seen_at) VALUES (?, clock_timestamp())
                        ON CONFLICT (worker) DO UPDATE SET seen_at = excluded.seen_at),
                    gone AS (DELETE FROM worker WHERE seen_at < now() - interval '1 hour' AND worker <> ?)
                    SELECT 1 + count(*) FROM worker
                    WHERE seen_at >= now() - make_interval(secs => ?) AND worker <> ?""")) {
                beat.setObject(1, worker);
                beat.setObject(2, worker);
                beat.setDouble(3, within.toMillis() / 1000.0);
                beat.setObject(4, worker);
                try (var row = beat.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /** What all know of {@code account}, {@code limit} included; locks it until the transaction ends. */
    public Limit join(Account account, Limit limit) {
        return database.with("share a limit", connection -> {
            var known = lock(connection, account);
            var joined = known == null ? limit : known.join(limit);
            if (!joined.equals(known)) {
                write(connection, account, joined.at(Instant.now()));
            }
            return joined;
        });
    }

    private static @Nullable Limit lock(Connection connection, Account account) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT provider_limit FROM account WHERE account = ? FOR UPDATE")) {
            select.setString(1, nameOf(account));
            try (var row = select.executeQuery()) {
                return row.next() ? EventJson.mapper().readValue(row.getString(1), Limit.class) : null;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("the limit of " + nameOf(account) + " cannot be read", e);
            }
        }
    }

    private static void write(Connection connection, Account account, Limit limit) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                INSERT INTO account (account, provider_limit) VALUES (?, ?)
                ON CONFLICT (account) DO UPDATE SET provider_limit = excluded.provider_limit""")) {
            upsert.setString(1, nameOf(account));
            upsert.setString(2, EventJson.mapper().writeValueAsString(limit));
            upsert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a limit is always JSON", e);
        }
    }

    private static String nameOf(Account account) {
        return account.provider() + " " + account.endpoint() + " " + account.keyPrint();
    }
}
