package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.outbox.Columns;
import dev.belay.registry.domain.SentCase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * Which cases are in which list, in the caller's transaction. A list is written before its suite is known by its digest,
 * and never changed after. Plain SQL, since a suite is some ten thousand rows; subselects where a join would do keep the
 * planner, which knows nothing yet of rows of the same transaction, from reading whole tables.
 */
@ApplicationScoped
class CaseLists {

    /** Any number that no other lock has: who publishes shares it, who erases has it alone. */
    private static final long LOCK = 0x5375697465L;

    private final Session session;

    CaseLists(Session session) {
        this.session = session;
    }

    /** Until the transaction ends no case is erased, though it be another prompt's. Take the prompt's lock before. */
    void lockShared() {
        session.doWork(connection -> {
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock_shared(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
            }
        });
    }

    /** As {@link #lockShared}, but nobody else has it. */
    void lockAlone() {
        session.doWork(connection -> {
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
            }
        });
    }

    long create() {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement("select nextval('case_list_id')");
                    var id = select.executeQuery()) {
                id.next();
                return id.getLong(1);
            }
        });
    }

    void copy(long from, long to) {
        session.doWork(connection -> {
            try (var copy = connection.prepareStatement(
                    "insert into listed_case select ?, place, eval_case from listed_case where list = ?")) {
                copy.setLong(1, to);
                copy.setLong(2, from);
                copy.executeUpdate();
            }
        });
    }

    /** A case replaces the one with its id. */
    void put(long list, String prompt, List<SentCase> cases) {
        session.doWork(connection -> {
            store(connection, prompt, cases);
            list(connection, list, prompt, cases);
        });
    }

    private static void store(Connection connection, String prompt, List<SentCase> cases) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into eval_case (prompt, digest, json) select ?, * from unnest(?, ?)
                on conflict (prompt, digest) do nothing""")) {
            insert.setString(1, prompt);
            var columns = new Columns<>(connection, insert, cases);
            columns.set(2, "text", sent -> sent.digest().value());
            columns.set(3, "text", SentCase::json);
            insert.executeUpdate();
        }
    }

    private static void list(Connection connection, long list, String prompt, List<SentCase> cases)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into listed_case (list, place, eval_case)
                select ?, sent.place, (select id from eval_case where prompt = ? and digest = sent.digest)
                from unnest(?, ?) as sent (place, digest)
                on conflict (list, place) do update set eval_case = excluded.eval_case""")) {
            insert.setLong(1, list);
            insert.setString(2, prompt);
            insert.setArray(
                    3, places(connection, cases.stream().map(SentCase::id).toList()));
            new Columns<>(connection, insert, cases)
                    .set(4, "text", sent -> sent.digest().value());
            insert.executeUpdate();
        }
    }

    void remove(long list, String id) {
        session.doWork(connection -> {
            try (var delete = connection.prepareStatement("delete from listed_case where list = ? and place = ?")) {
                delete.setLong(1, list);
                delete.setBytes(2, CasePlace.of(id).bytes());
                delete.executeUpdate();
            }
        });
    }

    /** With what no other list holds; only under {@link #lockAlone}, or for a list that nobody else has seen. */
    void drop(long list) {
        session.doWork(connection -> {
            try (var delete = connection.prepareStatement("""
                    with gone as (delete from listed_case where list = ? returning eval_case)
                    delete from eval_case where id in (select eval_case from gone) and not exists
                        (select 1 from listed_case kept where kept.eval_case = eval_case.id and kept.list <> ?)""")) {
                delete.setLong(1, list);
                delete.setLong(2, list);
                delete.executeUpdate();
            }
        });
    }

    /** Of those that the list has, by id. */
    Map<String, Digest> digests(long list, List<String> ids) {
        return byId(list, ids, "digest", Digest::new);
    }

    /** As {@link #digests}. */
    Map<String, Case> cases(long list, List<String> ids) {
        return byId(list, ids, "json", CaseJson::read);
    }

    private <T> Map<String, T> byId(long list, List<String> ids, String column, Function<String, T> reader) {
        var sql = """
                select place, (select %s from eval_case where id = listed_case.eval_case)
                from listed_case where list = ? and place = any(?)""".formatted(column);
        return session.doReturningWork(connection -> {
            var found = new HashMap<String, T>();
            try (var select = connection.prepareStatement(sql)) {
                select.setLong(1, list);
                select.setArray(2, places(connection, ids));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(CasePlace.stored(rows.getBytes(1)).id(), reader.apply(rows.getString(2)));
                    }
                }
            }
            return found;
        });
    }

    private static Array places(Connection connection, List<String> ids) throws SQLException {
        return connection.createArrayOf(
                "bytea", ids.stream().map(id -> CasePlace.of(id).bytes()).toArray(byte[][]::new));
    }
}
