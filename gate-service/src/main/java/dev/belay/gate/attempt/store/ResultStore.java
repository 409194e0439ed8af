package dev.belay.gate.attempt.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.attempt.domain.Intake;
import dev.belay.gate.attempt.domain.Progress;
import dev.belay.outbox.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * What each attempt measured. Results of a run are numbered under its change's lock, so their order is that of the
 * commits: who has read up to a number misses none below it. Plain SQL and many rows in a statement, since a run is some
 * thousand rows.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ResultStore {

    private final Session session;

    ResultStore(Session session) {
        this.session = session;
    }

    /** @param seq grows within the run; a result that replaces an error gets a new one */
    public record Numbered(long seq, CaseEvaluated result) {}

    /** Of an attempt that is on record; not too many at once. Returns how many were not expected before. */
    public int expect(List<PlannedTask> tasks) {
        session.flush();
        return session.doReturningWork(connection -> {
            try (var insert = connection.prepareStatement("""
                    insert into task (task, run, place, subject, case_id, sample)
                    select * from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::int[])
                    on conflict do nothing""")) {
                var columns = new Columns<>(connection, insert, tasks);
                columns.set(1, "text", planned -> planned.task().task().value());
                columns.set(2, "text", planned -> planned.task().run());
                columns.set(3, "int", PlannedTask::place);
                columns.set(4, "text", planned -> wireName(planned.task().subject()));
                columns.set(5, "text", planned -> planned.task().caseId());
                columns.set(6, "int", planned -> planned.task().sample());
                return insert.executeUpdate();
            }
        });
    }

    /** Absent for a run that is not known. */
    public Optional<Progress> progress(String run) {
        return Optional.ofNullable(session.find(AttemptRow.class, run)).map(AttemptRow::progress);
    }

    /**
     * Takes results of one run, in the order in which they came. The change must be locked.
     *
     * @throws IllegalArgumentException when the run never asked for one of them
     */
    public Progress take(String run, List<CaseEvaluated> results) {
        var attempt = session.find(AttemptRow.class, run);
        var there = outcomes(run, results);
        var taken = new LinkedHashMap<Digest, Numbered>();
        for (var result : results) {
            if (!there.containsKey(result.task())) {
                throw new IllegalArgumentException("task: %s of case %s (expected: one of those that run %s asked for)"
                        .formatted(result.task().brief(), result.caseId(), run));
            }
            var replaced = there.get(result.task());
            if (Intake.takes(replaced, result.outcome())) {
                there.put(result.task(), result.outcome());
                taken.put(result.task(), new Numbered(count(attempt, replaced, result), result));
            }
        }
        if (!taken.isEmpty()) {
            session.doWork(connection -> ResultRows.put(connection, List.copyOf(taken.values())));
        }
        return attempt.progress();
    }

    /** By the tasks alone: a look by the run too would tempt the database to read all of it. */
    private Map<Digest, @Nullable Outcome> outcomes(String run, List<CaseEvaluated> results) {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement("select task, outcome, run from task where task = any (?)")) {
                new Columns<>(connection, select, results)
                        .set(1, "text", result -> result.task().value());
                try (var rows = select.executeQuery()) {
                    var outcomes = new HashMap<Digest, @Nullable Outcome>();
                    while (rows.next()) {
                        if (rows.getString(3).equals(run)) {
                            var outcome = rows.getString(2);
                            outcomes.put(
                                    new Digest(rows.getString(1)),
                                    outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
                        }
                    }
                    return outcomes;
                }
            }
        });
    }

    /** Its number. */
    private static long count(AttemptRow attempt, @Nullable Outcome replaced, CaseEvaluated result) {
        attempt.measured += replaced == null ? 1 : 0;
        attempt.errors -= replaced == Outcome.ERROR ? 1 : 0;
        switch (result.outcome()) {
            case PASSED -> attempt.passed++;
            case FAILED -> attempt.failed++;
            case ERROR -> attempt.errors++;
        }
        if (result.paid() && result.costUsd() != null) {
            attempt.costUsd = attempt.costUsd.add(result.costUsd());
        }
        return ++attempt.lastSeq;
    }

    /** Makes what is missing an error. Returns how many there were. */
    public int giveUp(String run, String prompt, Fault fault) {
        var missing = session.<List<CaseEvaluated>>doReturningWork(connection -> {
            try (var select = connection.prepareStatement("""
                    select task, subject, case_id, sample from task where run = ? and outcome is null order by place""")) {
                select.setString(1, run);
                try (var rows = select.executeQuery()) {
                    var errors = new ArrayList<CaseEvaluated>();
                    while (rows.next()) {
                        errors.add(error(rows, run, prompt, fault));
                    }
                    return errors;
                }
            }
        });
        take(run, missing);
        return missing.size();
    }

    private static CaseEvaluated error(ResultSet row, String run, String prompt, Fault fault) throws SQLException {
        return new CaseEvaluated(
                new Digest(row.getString(1)),
                run,
                prompt,
                Subject.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getInt(4),
                Outcome.ERROR,
                List.of(),
                fault,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /** What errored is missing again. The columns beside {@code result} count only with an outcome. */
    public void forgetErrors(String run) {
        session.doWork(connection -> {
            try (var update = connection.prepareStatement("""
                    update task set outcome = null, seq = null, result = null where run = ? and outcome = 'error'""")) {
                update.setString(1, run);
                update.executeUpdate();
            }
        });
    }

    public List<CaseEvaluated> all(String run) {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement(
                    "select seq, result from task where run = ? and result is not null order by place")) {
                select.setString(1, run);
                return ResultRows.read(select).stream().map(Numbered::result).toList();
            }
        });
    }

    /** In the order of {@code seq}. */
    public List<Numbered> after(String run, long seq, int limit) {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement(
                    "select seq, result from task where run = ? and seq > ? order by seq limit ?")) {
                select.setString(1, run);
                select.setLong(2, seq);
                select.setInt(3, limit);
                return ResultRows.read(select);
            }
        });
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
