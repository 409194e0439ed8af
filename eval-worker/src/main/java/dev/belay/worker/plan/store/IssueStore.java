package dev.belay.worker.plan.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.EvalTask;
import dev.belay.worker.plan.domain.IssuePolicy;
import dev.belay.worker.plan.domain.OpenRun;
import dev.belay.worker.plan.domain.Outstanding;
import dev.belay.worker.plan.domain.QueueFront;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What the planner has to decide on, and what it decided. The runs that it decides on are locked until the transaction
 * ends; those that another instance has locked are left to it.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class IssueStore {

    /** Bounds a transaction; the runs that are left come with the next one. */
    private static final int RUNS = 100;

    private final Session session;

    IssueStore(Session session) {
        this.session = session;
    }

    /** All by the database's clock, since the instances' clocks differ. */
    public record Situation(Instant now, QueueFront front, List<OpenRun> runs) {}

    public Situation lock(IssuePolicy policy) {
        return session.doReturningWork(connection -> {
            var runs = lockRunsWithWork(connection, policy);
            if (runs.isEmpty()) {
                return new Situation(Instant.EPOCH, new QueueFront(null, null), List.of());
            }
            var names = runs.toArray(String[]::new);
            var outstanding = outstanding(connection, names);
            var suspects = suspects(connection, names, policy.lease());
            var pending = pending(connection, names, policy.window());
            var open = runs.stream()
                    .map(run -> new OpenRun(
                            run,
                            outstanding.getOrDefault(run, 0),
                            suspects.getOrDefault(run, List.of()),
                            pending.getOrDefault(run, List.of())))
                    .toList();
            return situation(connection, policy.lease(), open);
        });
    }

    /** Runs with room in their window, or with a task whose lease may be over. */
    private static List<String> lockRunsWithWork(Connection connection, IssuePolicy policy) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT run FROM run
                WHERE state = 'open' AND NOT paused AND deadline > now()
                  AND ((EXISTS (SELECT FROM task WHERE task.run = run.run AND task.state = 'pending')
                        AND (SELECT count(*) FROM task WHERE task.run = run.run AND task.state = 'issued') <= ?)
                    OR EXISTS (SELECT FROM task WHERE task.run = run.run AND task.state = 'issued'
                        AND greatest(issued_at, taken_at) <= now() - make_interval(secs => ?)))
                ORDER BY opened_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED""")) {
            select.setInt(1, policy.refillAt());
            select.setDouble(2, seconds(policy.lease()));
            select.setInt(3, RUNS);
            try (var rows = select.executeQuery()) {
                var runs = new ArrayList<String>();
                while (rows.next()) {
                    runs.add(rows.getString(1));
                }
                return runs;
            }
        }
    }

    private static Map<String, Integer> outstanding(Connection connection, String[] runs) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT run, count(*) FROM task WHERE run = ANY (?) AND state = 'issued' GROUP BY run")) {
            select.setArray(1, connection.createArrayOf("text", runs));
            try (var rows = select.executeQuery()) {
                var byRun = new HashMap<String, Integer>();
                while (rows.next()) {
                    byRun.put(rows.getString(1), rows.getInt(2));
                }
                return byRun;
            }
        }
    }

    private static Map<String, List<Outstanding>> suspects(Connection connection, String[] runs, Duration lease)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT run, task, issues, issued_at, taken_at FROM task
                WHERE run = ANY (?) AND state = 'issued'
                  AND greatest(issued_at, taken_at) <= now() - make_interval(secs => ?)
                ORDER BY position""")) {
            select.setArray(1, connection.createArrayOf("text", runs));
            select.setDouble(2, seconds(lease));
            try (var rows = select.executeQuery()) {
                var byRun = new HashMap<String, List<Outstanding>>();
                while (rows.next()) {
                    byRun.computeIfAbsent(rows.getString(1), run -> new ArrayList<>())
                            .add(new Outstanding(
                                    new Digest(rows.getString(2)),
                                    rows.getInt(3),
                                    rows.getTimestamp(4).toInstant(),
                                    instant(rows, 5)));
                }
                return byRun;
            }
        }
    }

    private static Map<String, List<Digest>> pending(Connection connection, String[] runs, int window)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT r.run, t.task
                FROM unnest(?) AS r (run)
                CROSS JOIN LATERAL (
                    SELECT task, position FROM task
                    WHERE run = r.run AND state = 'pending' ORDER BY position LIMIT ?) AS t
                ORDER BY t.position""")) {
            select.setArray(1, connection.createArrayOf("text", runs));
            select.setInt(2, window);
            try (var rows = select.executeQuery()) {
                var byRun = new HashMap<String, List<Digest>>();
                while (rows.next()) {
                    byRun.computeIfAbsent(rows.getString(1), run -> new ArrayList<>())
                            .add(new Digest(rows.getString(2)));
                }
                return byRun;
            }
        }
    }

    /** The front is looked for only where something may be overdue: it is among all that was taken up lately. */
    private static Situation situation(Connection connection, Duration lease, List<OpenRun> runs) throws SQLException {
        boolean suspicious = runs.stream().anyMatch(run -> !run.suspects().isEmpty());
        try (var select = connection.prepareStatement(suspicious ? """
                SELECT now(), max(issued_at), max(taken_at) FROM task
                WHERE taken_at > now() - make_interval(secs => ?) AND taken_at >= issued_at""" : """
                SELECT now(), NULL::timestamptz, NULL::timestamptz WHERE ? > 0""")) {
            select.setDouble(1, seconds(lease));
            try (var row = select.executeQuery()) {
                row.next();
                var front = new QueueFront(instant(row, 2), instant(row, 3));
                return new Situation(row.getTimestamp(1).toInstant(), front, runs);
            }
        }
    }

    /**
     * A task that goes to the executors.
     *
     * @param number how often it was issued, with this time
     * @param traceparent of what opened its run
     */
    public record Issued(
            EvalTask task, int number, @Nullable String traceparent) {}

    /** In the order asked for, without the tasks that got a result meanwhile. */
    public List<Issued> markIssued(List<Digest> tasks) {
        var issued = session.<Map<Digest, Issued>>doReturningWork(connection -> markIssued(connection, tasks));
        return tasks.stream().filter(issued::containsKey).map(issued::get).toList();
    }

    private static Map<Digest, Issued> markIssued(Connection connection, List<Digest> tasks) throws SQLException {
        try (var issue = connection.prepareStatement("""
                UPDATE task SET state = 'issued', issues = issues + 1, issued_at = now()
                FROM run
                WHERE task.task = ANY (?) AND task.state IN ('pending', 'issued') AND run.run = task.run
                RETURNING %s, task.issues, run.traceparent""".formatted(TaskStore.COLUMNS))) {
            issue.setArray(
                    1,
                    connection.createArrayOf(
                            "text", tasks.stream().map(Digest::value).toArray()));
            try (var rows = issue.executeQuery()) {
                var issued = new HashMap<Digest, Issued>();
                while (rows.next()) {
                    var task = TaskStore.read(rows);
                    issued.put(task.task(), new Issued(task, rows.getInt("issues"), rows.getString("traceparent")));
                }
                return issued;
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
