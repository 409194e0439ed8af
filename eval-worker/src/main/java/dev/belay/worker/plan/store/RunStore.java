package dev.belay.worker.plan.store;

import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunControlEvent.RunResumed;
import dev.belay.contracts.run.RunControlEvent.RunRetried;
import dev.belay.outbox.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Runs and the rows of their tasks. Plain SQL, since a run is some thousand rows. */
@ApplicationScoped
public class RunStore {

    private final Session session;

    RunStore(Session session) {
        this.session = session;
    }

    /**
     * Whether it was new; a run that is known stays as it is. Its tasks are to be added in the same transaction.
     *
     * @param traceparent of what opened it; its tasks carry it on
     */
    @Transactional(TxType.MANDATORY)
    public boolean open(RunOpened run, @Nullable String traceparent) {
        return session.doReturningWork(connection -> insert(connection, run, traceparent));
    }

    /** Of a run that is on record; not too many at once. Those that it has already stay as they are. */
    @Transactional(TxType.MANDATORY)
    public void add(List<PlannedTask> tasks) {
        session.doWork(connection -> insert(connection, tasks));
    }

    private static boolean insert(Connection connection, RunOpened run, @Nullable String traceparent)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO run (run, prompt, criteria, suite, epoch, deadline, traceparent, stage)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            insert.setString(1, run.run());
            insert.setString(2, run.prompt());
            insert.setString(3, run.criteria().value());
            insert.setString(4, run.suite().value());
            insert.setInt(5, run.epoch());
            insert.setTimestamp(6, Timestamp.from(run.deadline()));
            insert.setString(7, traceparent);
            insert.setInt(8, run.stage());
            return insert.executeUpdate() == 1;
        }
    }

    private static void insert(Connection connection, List<PlannedTask> tasks) throws SQLException {
        var sql = """
                INSERT INTO task (task, run, position, subject, version, case_id, sample)
                SELECT * FROM unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::int[])
                ON CONFLICT DO NOTHING""";
        try (var insert = connection.prepareStatement(sql)) {
            var columns = new Columns<>(connection, insert, tasks);
            columns.set(1, "text", planned -> planned.task().task().value());
            columns.set(2, "text", planned -> planned.task().run());
            columns.set(3, "int", PlannedTask::place);
            columns.set(4, "text", planned -> planned.task().subject().name());
            columns.set(5, "text", planned -> planned.task().version().value());
            columns.set(6, "text", planned -> planned.task().caseId());
            columns.set(7, "int", planned -> planned.task().sample());
            insert.executeUpdate();
        }
    }

    /** Nothing more of it is issued. Whether the run is known. */
    @Transactional(TxType.MANDATORY)
    public boolean cancel(String run, String reason) {
        return session.doReturningWork(connection -> {
            try (var cancel = connection.prepareStatement("""
                    UPDATE run
                    SET state = CASE state WHEN 'open' THEN 'cancelled' ELSE state END,
                        closed_at = coalesce(closed_at, now()),
                        reason = coalesce(reason, ?)
                    WHERE run = ?""")) {
                cancel.setString(1, reason);
                cancel.setString(2, run);
                return cancel.executeUpdate() == 1;
            }
        });
    }

    /** More tasks are about to be added to it, which opens it again if it had come to its end. Whether the run is known. */
    @Transactional(TxType.MANDATORY)
    public boolean extend(String run) {
        return session.doReturningWork(connection -> {
            try (var extend = connection.prepareStatement("""
                    UPDATE run
                    SET closed_at = CASE state WHEN 'finished' THEN NULL ELSE closed_at END,
                        state = CASE state WHEN 'finished' THEN 'open' ELSE state END
                    WHERE run = ?""")) {
                extend.setString(1, run);
                return extend.executeUpdate() == 1;
            }
        });
    }

    /**
     * Nothing more of it is issued, and what was issued and no executor has in hand is taken back: its issue finds a task
     * that is not wanted. The run first: a planner that is just issuing has it locked. Whether the run is known.
     */
    @Transactional(TxType.MANDATORY)
    public boolean pause(String run) {
        return session.doReturningWork(connection -> {
            try (var pause = connection.prepareStatement("UPDATE run SET paused = true WHERE run = ?")) {
                pause.setString(1, run);
                if (pause.executeUpdate() == 0) {
                    return false;
                }
            }
            try (var takeBack = connection.prepareStatement("""
                    UPDATE task SET state = 'pending'
                    WHERE run = ? AND state = 'issued' AND (taken_at IS NULL OR taken_at < issued_at)""")) {
                takeBack.setString(1, run);
                takeBack.executeUpdate();
                return true;
            }
        });
    }

    /** Whether the run is known. */
    @Transactional(TxType.MANDATORY)
    public boolean resume(RunResumed resumed) {
        return session.doReturningWork(connection -> {
            try (var resume =
                    connection.prepareStatement("UPDATE run SET paused = false, deadline = ? WHERE run = ?")) {
                resume.setTimestamp(1, Timestamp.from(resumed.deadline()));
                resume.setString(2, resumed.run());
                return resume.executeUpdate() == 1;
            }
        });
    }

    /** Opens it again for what errored; a retry that came before changes nothing. Whether the run is known. */
    @Transactional(TxType.MANDATORY)
    public boolean retry(RunRetried retried) {
        return session.doReturningWork(connection -> {
            if (reopen(connection, retried)) {
                askAgain(connection, retried.run());
                return true;
            }
            return isKnown(connection, retried.run());
        });
    }

    private static boolean reopen(Connection connection, RunRetried retried) throws SQLException {
        try (var reopen = connection.prepareStatement("""
                UPDATE run SET state = 'open', closed_at = NULL, reason = NULL, deadline = ?, retry = ?
                WHERE run = ? AND retry < ?""")) {
            reopen.setTimestamp(1, Timestamp.from(retried.deadline()));
            reopen.setInt(2, retried.retry());
            reopen.setString(3, retried.run());
            reopen.setInt(4, retried.retry());
            return reopen.executeUpdate() == 1;
        }
    }

    private static void askAgain(Connection connection, String run) throws SQLException {
        try (var pending = connection.prepareStatement("""
                UPDATE task SET state = 'pending', issues = 0, issued_at = NULL, taken_at = NULL
                WHERE run = ? AND state <> 'measured'""")) {
            pending.setString(1, run);
            pending.executeUpdate();
        }
    }

    private static boolean isKnown(Connection connection, String run) throws SQLException {
        try (var select = connection.prepareStatement("SELECT FROM run WHERE run = ?")) {
            select.setString(1, run);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Closes runs of which every task has a result, or whose deadline is over: the gate has counted them by then. */
    @Transactional(TxType.MANDATORY)
    public void closeEnded() {
        session.doWork(connection -> {
            try (var close = connection.prepareStatement("""
                    UPDATE run
                    SET state = CASE WHEN deadline <= now() THEN 'overdue' ELSE 'finished' END, closed_at = now()
                    WHERE run IN (
                        SELECT run FROM run
                        WHERE state = 'open' AND NOT paused
                          AND (deadline <= now()
                            OR (NOT EXISTS (SELECT FROM task WHERE task.run = run.run AND task.state = 'pending')
                              AND NOT EXISTS (SELECT FROM task WHERE task.run = run.run AND task.state = 'issued')))
                        FOR UPDATE SKIP LOCKED)""")) {
                close.executeUpdate();
            }
        });
    }
}
