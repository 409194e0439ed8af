package dev.belay.gate.attempt.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.attempt.domain.Intake;
import dev.belay.gate.attempt.domain.Progress;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each attempt measured. Results of a run are numbered under its change's lock, so their order is that of the
 * commits: who has read up to a number misses none below it.
 */
@ApplicationScoped
public class ResultStore implements PanacheRepositoryBase<TaskRow, String> {

    /** @param seq grows within the run; a result that replaces an error gets a new one */
    public record Numbered(long seq, CaseEvaluated result) {}

    public void expect(List<EvalTask> tasks) {
        IntStream.range(0, tasks.size()).forEach(place -> {
            var task = tasks.get(place);
            var row = new TaskRow();
            row.task = task.task().value();
            row.run = task.run();
            row.place = place;
            row.subject = wireName(task.subject());
            row.caseId = task.caseId();
            row.sample = task.sample();
            persist(row);
        });
    }

    /**
     * Absent when the run is not known. The change must be locked.
     *
     * @throws IllegalArgumentException when the run never asked for it
     */
    public Optional<Progress> take(CaseEvaluated result) {
        var attempt = getEntityManager().find(AttemptRow.class, result.run());
        if (attempt == null) {
            return Optional.empty();
        }
        var task = findById(result.task().value());
        if (task == null || !task.run.equals(result.run())) {
            throw new IllegalArgumentException("task: %s of case %s (expected: one of those that run %s asked for)"
                    .formatted(result.task().brief(), result.caseId(), result.run()));
        }
        var there = task.outcome == null ? null : Outcome.valueOf(task.outcome.toUpperCase(Locale.ROOT));
        if (Intake.takes(there, result.outcome())) {
            put(attempt, task, there, result);
        }
        return Optional.of(attempt.progress());
    }

    /** Makes what is missing an error. Returns how many there were. */
    public int giveUp(String run, String prompt, Fault fault) {
        var attempt = getEntityManager().find(AttemptRow.class, run);
        var missing = list("run = ?1 and outcome is null", Sort.by("place"), run);
        missing.forEach(task -> put(
                attempt,
                task,
                null,
                new CaseEvaluated(
                        new Digest(task.task),
                        run,
                        prompt,
                        Subject.valueOf(task.subject.toUpperCase(Locale.ROOT)),
                        task.caseId,
                        task.sample,
                        Outcome.ERROR,
                        List.of(),
                        fault,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false)));
        return missing.size();
    }

    public List<CaseEvaluated> all(String run) {
        return list("run = ?1 and result is not null", run).stream()
                .map(row -> JsonText.read(String.valueOf(row.result), CaseEvaluated.class))
                .toList();
    }

    /** In the order of {@code seq}. */
    public List<Numbered> after(String run, long seq, int limit) {
        return find("run = ?1 and seq > ?2", Sort.by("seq"), run, seq).page(0, limit).stream()
                .map(row -> new Numbered(
                        row.seq == null ? 0 : row.seq, JsonText.read(String.valueOf(row.result), CaseEvaluated.class)))
                .toList();
    }

    private static void put(AttemptRow attempt, TaskRow task, @Nullable Outcome replaced, CaseEvaluated result) {
        attempt.lastSeq++;
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
        task.seq = attempt.lastSeq;
        task.outcome = wireName(result.outcome());
        task.result = JsonText.of(result);
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
