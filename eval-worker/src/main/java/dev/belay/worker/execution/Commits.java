package dev.belay.worker.execution;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.EvalTask;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.plan.store.TaskStore;
import dev.belay.worker.plan.store.TaskStore.Finished;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The two things that a task commits, each shared with the tasks of the other slots. Both block until committed, and lock
 * tasks first, then completions, then budgets.
 */
@ApplicationScoped
class Commits {

    private final TaskStore tasks;
    private final Ledger ledger;
    private final GroupCommit<Start, Started> starts;
    private final GroupCommit<Ending, Boolean> endings;

    private record Start(EvalTask task, @Nullable Ask ask) {}

    Commits(TaskStore tasks, Ledger ledger) {
        this.tasks = tasks;
        this.ledger = ledger;
        starts = new GroupCommit<>(
                "starts",
                Comparator.comparing((Start start) -> start.task().run())
                        .thenComparing(start -> start.task().task().value()),
                this::start);
        endings = new GroupCommit<>(
                "endings",
                Comparator.comparing((Ending ending) -> ending.result().run())
                        .thenComparing(ending -> ending.result().task().value()),
                this::finish);
    }

    void stop(@Observes ShutdownEvent stopped) {
        starts.close();
        endings.close();
    }

    /** Whether a result of the task is still wanted; renews its lease if so. */
    boolean isWanted(EvalTask task) {
        return !(starts.ask(new Start(task, null)) instanceof Started.Unwanted);
    }

    /** Takes the task up, and where its result is wanted, claims the reply that it needs. */
    Started start(EvalTask task, Ask ask) {
        return starts.ask(new Start(task, ask));
    }

    private List<Started> start(List<Start> group) {
        var wanted =
                tasks.take(group.stream().map(start -> start.task().task()).collect(Collectors.toUnmodifiableSet()));
        var asks = group.stream()
                .filter(start -> wanted.contains(start.task().task()))
                .map(Start::ask)
                .filter(Objects::nonNull)
                .toList();
        var claims = asks.isEmpty()
                ? List.<Claim>of().iterator()
                : ledger.claim(asks).iterator();
        var started = new ArrayList<Started>();
        for (var start : group) {
            if (!wanted.contains(start.task().task())) {
                started.add(new Started.Unwanted());
            } else {
                started.add(start.ask() == null ? new Started.Wanted() : new Started.Asked(claims.next()));
            }
        }
        return started;
    }

    /**
     * Records the reply, marks the task done and publishes its result, in one transaction.
     *
     * @return false when another's reply is in the ledger, which the result has to be about
     */
    boolean finish(Ending ending) {
        return endings.ask(ending);
    }

    private List<Boolean> finish(List<Ending> group) {
        tasks.lock(group.stream().map(ending -> ending.result().task()).toList());
        var paid = group.stream().map(Ending::paid).filter(Objects::nonNull).toList();
        var kept = paid.isEmpty() ? List.of() : ledger.record(paid);
        var answers = group.stream()
                .map(ending ->
                        ending.paid() == null || kept.contains(ending.paid().claim()))
                .toList();
        var finished = new ArrayList<Finished>();
        var done = new HashSet<Digest>();
        for (int i = 0; i < group.size(); i++) {
            var ending = group.get(i);
            if (answers.get(i) && done.add(ending.result().task())) {
                finished.add(new Finished(ending.result(), ending.traceparent()));
            }
        }
        tasks.finish(finished);
        return answers;
    }
}
