package dev.belay.worker.plan.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import dev.belay.outbox.Outbox;
import dev.belay.worker.plan.domain.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hibernate.Session;

/** A task's way through an executor. */
@ApplicationScoped
public class TaskStore {

    static final String COLUMNS = """
            task.task, task.run, run.prompt, task.subject, task.version, run.criteria, run.suite, task.case_id,
            task.sample, run.epoch""";

    private final Session session;
    private final Outbox outbox;

    TaskStore(Session session, Outbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    /**
     * Says that an executor has the task, and again while it waits, which renews the task's lease. Whether it is still
     * wanted: not when it has a result, nor when its run is cancelled or past its deadline.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean take(Digest task) {
        return session.doReturningWork(connection -> {
            try (var take = connection.prepareStatement("""
                    UPDATE task SET taken_at = now()
                    FROM run
                    WHERE task.task = ? AND task.state = 'issued'
                      AND run.run = task.run AND run.state = 'open' AND run.deadline > now()""")) {
                take.setString(1, task.value());
                return take.executeUpdate() == 1;
            }
        });
    }

    /**
     * Marks the task done and publishes its result, in the caller's transaction; does neither when it already has one.
     * A measured result may replace an error; nothing replaces a measured one.
     */
    @Transactional(TxType.MANDATORY)
    public boolean finish(CaseEvaluated result) {
        var state = result.outcome() == Outcome.ERROR ? "error" : "measured";
        var isFirst = session.<Boolean>doReturningWork(connection -> {
            try (var finish = connection.prepareStatement("""
                    UPDATE task SET state = ?, finished_at = now()
                    WHERE task = ? AND (state IN ('pending', 'issued') OR (state = 'error' AND ? = 'measured'))""")) {
                finish.setString(1, state);
                finish.setString(2, result.task().value());
                finish.setString(3, state);
                return finish.executeUpdate() == 1;
            }
        });
        if (isFirst) {
            outbox.add(TaskResult.eventId(result), result);
        }
        return isFirst;
    }

    /** As it was planned; empty for a task that no planner of this database issued. */
    @Transactional
    public Optional<EvalTask> find(Digest task) {
        return session.doReturningWork(connection -> {
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
                row.getInt(10));
    }
}
