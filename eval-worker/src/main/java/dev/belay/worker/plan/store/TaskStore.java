package dev.belay.worker.plan.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import dev.belay.outbox.Columns;
import dev.belay.outbox.Database;
import dev.belay.outbox.Outbox;
import dev.belay.worker.plan.domain.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task's way through an executor. */
@ApplicationScoped
public class TaskStore {

    static final String COLUMNS = """
            task.task, task.run, run.prompt, task.subject, task.version, run.criteria, run.suite, task.case_id,
            run.stage, task.sample, run.epoch""";

    private final Database database;
    private final Outbox outbox;

    TaskStore(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * Says that an executor has the tasks, and again while it waits, which renews their leases. Those that are still
     * wanted: not those that have a result, nor those whose run is cancelled or past its deadline.
     */
    public Set<Digest> take(Collection<Digest> tasks) {
        return database.with("take tasks up", connection -> {
            try (var take = connection.prepareStatement("""
                    UPDATE task SET taken_at = now()
                    FROM run
                    WHERE task.task = ANY (?) AND task.state = 'issued'
                      AND run.run = task.run AND run.state = 'open' AND (run.paused OR run.deadline > now())
                    RETURNING task.task""")) {
                new Columns<>(connection, take, List.copyOf(tasks)).set(1, "text", Digest::value);
                return digests(take);
            }
        });
    }

    /** Waits for whoever else is just finishing one of them; to be asked before a ledger row is touched. */
    public void lock(Collection<Digest> tasks) {
        database.with("lock tasks", connection -> {
            try (var lock =
                    connection.prepareStatement("SELECT FROM task WHERE task = ANY (?) ORDER BY task FOR UPDATE")) {
                new Columns<>(connection, lock, List.copyOf(tasks)).set(1, "text", Digest::value);
                return lock.execute();
            }
        });
    }

    /**
     * A task's result.
     *
     * @param traceparent of what issued the task
     */
    public record Finished(CaseEvaluated result, @Nullable String traceparent) {}

    /**
     * Marks the tasks done and publishes their results, in the caller's transaction; does neither where there is one
     * already. A measured result may replace an error; nothing replaces a measured one. At most one result of each task.
     */
    public void finish(List<Finished> results) {
        var retries = database.with("finish tasks", connection -> {
            try (var finish = connection.prepareStatement("""
                    UPDATE task SET state = row.state, finished_at = now()
                    FROM unnest(?::text[], ?::text[]) AS row (task, state), run
                    WHERE task.task = row.task AND run.run = task.run AND (task.state IN ('pending', 'issued')
                        OR (task.state = 'error' AND row.state = 'measured'))
                    RETURNING task.task, run.retry""")) {
                var columns = new Columns<>(connection, finish, results);
                columns.set(1, "text", finished -> finished.result().task().value());
                columns.set(2, "text", TaskStore::state);
                return retries(finish);
            }
        });
        outbox.addAll(results.stream()
                .filter(finished -> retries.containsKey(finished.result().task()))
                .map(finished -> new Outbox.Addition(
                        TaskResult.eventId(
                                finished.result(), retries.get(finished.result().task())),
                        finished.result(),
                        finished.traceparent()))
                .toList());
    }

    private static String state(Finished finished) {
        return finished.result().outcome() == Outcome.ERROR ? "error" : "measured";
    }

    /** Of the runs of the tasks that had no result. */
    private static Map<Digest, Integer> retries(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var retries = new HashMap<Digest, Integer>();
            while (rows.next()) {
                retries.put(new Digest(rows.getString(1)), rows.getInt(2));
            }
            return retries;
        }
    }

    private static Set<Digest> digests(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var digests = new HashSet<Digest>();
            while (rows.next()) {
                digests.add(new Digest(rows.getString(1)));
            }
            return digests;
        }
    }

    /** As it was planned; empty for a task that no planner of this database issued. */
    @Transactional
    public Optional<EvalTask> find(Digest task) {
        return database.with("look for a task", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM task JOIN run ON run.run = task.run WHERE task.task = ?")) {
                select.setString(1, task.value());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        });
    }

    /** Of a row that starts with {@link #COLUMNS}. */
    static EvalTask read(ResultSet row) throws SQLException {
        return new EvalTask(
                new Digest(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Subject.valueOf(row.getString(4)),
                new Digest(row.getString(5)),
                new Digest(row.getString(6)),
                new Digest(row.getString(7)),
                row.getString(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11));
    }
}
