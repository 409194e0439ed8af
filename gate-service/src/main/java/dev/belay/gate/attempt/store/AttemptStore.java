package dev.belay.gate.attempt.store;

import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunControlEvent.RunRetried;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.Pinned;
import dev.belay.gate.attempt.domain.Progress;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.decision.domain.Drift;
import dev.belay.gate.decision.domain.Extension;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Attempts as they stand. */
@ApplicationScoped
public class AttemptStore implements PanacheRepositoryBase<AttemptRow, String> {

    /** @param event the event's CloudEvents type, {@code json} the event itself */
    public record Closing(String event, String json) {}

    /**
     * @param waitsFor whom and what, while it is held back
     * @param reviewUntil when it is withdrawn if nobody goes on with it
     * @param pausedSince while nothing more of its run is asked
     * @param closing the event that last said where it stands; absent while it is evaluated
     */
    public record Standing(
            RunOpened opened,
            State state,
            Progress progress,
            @Nullable String waitsFor,
            @Nullable Instant reviewUntil,
            @Nullable Instant pausedSince,
            Optional<Closing> closing) {}

    /** Without anything to decide it by yet. */
    public void open(RunOpened opened, Instant at) {
        var row = new AttemptRow();
        row.run = opened.run();
        row.change = opened.change();
        row.prompt = opened.prompt();
        row.attempt = opened.attempt();
        row.opened = JsonText.of(opened);
        row.openedAt = at;
        row.deadline = opened.deadline();
        persist(row);
    }

    /** @param expected how many results the attempt needs */
    public void pin(String run, Pinned pinned, int expected) {
        var row = new PinnedRow();
        row.run = run;
        row.pinned = JsonText.of(pinned);
        getEntityManager().persist(row);
        findById(run).expected = expected;
    }

    /** Measured once: what an attempt is decided from does not change with who asks when. */
    public void drifted(String run, Drift drift) {
        var row = new DriftRow();
        row.run = run;
        row.measured = JsonText.of(drift);
        getEntityManager().persist(row);
    }

    /** Empty until it is measured. */
    public Optional<Drift> drift(String run) {
        return Optional.ofNullable(getEntityManager().find(DriftRow.class, run))
                .map(row -> JsonText.read(row.measured, Drift.class));
    }

    public Optional<Standing> of(String run) {
        return findByIdOptional(run).map(AttemptStore::standing);
    }

    /** Oldest first. */
    public List<Standing> ofChange(String change) {
        return find("change = ?1", Sort.by("attempt"), change).stream()
                .map(AttemptStore::standing)
                .toList();
    }

    /** Newest first. */
    public List<Standing> ofPrompt(String prompt, int most) {
        return find("prompt = ?1", Sort.by("openedAt").descending(), prompt).page(0, most).stream()
                .map(AttemptStore::standing)
                .toList();
    }

    /** What the attempt asked for beyond its beginning, oldest first. */
    public List<Extension> extensions(String run) {
        var row = findById(run);
        return row.extensions == null ? List.of() : List.of(JsonText.read(row.extensions, Extension[].class));
    }

    /** @param tasks how many results more it needs */
    public void extend(String run, Extension extension, int tasks) {
        var row = findById(run);
        row.extensions = JsonText.of(
                Stream.concat(extensions(run).stream(), Stream.of(extension)).toList());
        row.expected += tasks;
    }

    /** Whether it got as far as having something to be decided by. */
    public boolean isPinned(String run) {
        return getEntityManager().find(PinnedRow.class, run) != null;
    }

    public Pinned pinned(String run) {
        var pinned = getEntityManager().find(PinnedRow.class, run);
        if (pinned == null) {
            throw new IllegalStateException(run + " has nothing to be decided by, and so should have been withdrawn");
        }
        return JsonText.read(pinned.pinned, Pinned.class);
    }

    /** Its new state, and the event that says so. */
    public void move(Attempt attempt, State next, DecisionEvent event) {
        var row = findById(attempt.run());
        var state = State.named(row.state);
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("%s: %s (expected: a state that may become %s)"
                    .formatted(attempt.run(), state.wireName(), next.wireName()));
        }
        row.state = next.wireName();
        row.waitsFor = null;
        row.reviewUntil = null;
        row.closingType = EventCodec.typeName(event.getClass());
        row.closing = JsonText.of(event);
    }

    /**
     * It waits for somebody, or for somebody else than before; then how long it waits counts on.
     *
     * @return whether what it waits for is another than before
     */
    public boolean hold(Attempt attempt, String waitsFor, DecisionEvent event) {
        if (attempt.state() != State.IN_REVIEW) {
            move(attempt, State.IN_REVIEW, event);
            return true;
        }
        var row = findById(attempt.run());
        boolean changed = !waitsFor.equals(row.waitsFor);
        row.waitsFor = waitsFor;
        row.closing = JsonText.of(event);
        return changed;
    }

    /** Approved, and not released as long as its prompt is halted, whose end {@link #due} looks for. */
    public void halt(String run, String waitsFor) {
        var row = findById(run);
        row.halted = true;
        row.waitsFor = waitsFor;
        row.reviewUntil = null;
    }

    /** Its promote is ordered. */
    public void promoted(String run) {
        var row = findById(run);
        row.promoted = true;
        row.halted = false;
        row.waitsFor = null;
    }

    /** Nothing is missing but that it is its turn, which {@link #due} looks for. */
    public void waitInTurn(String run, String waitsFor) {
        var row = findById(run);
        row.state = State.EVALUATING.wireName();
        row.waitsFor = waitsFor;
        row.reviewUntil = null;
    }

    /** It is evaluated again, with what errored missing. */
    public RunRetried retry(Attempt attempt, BigDecimal budgetUsd, Instant deadline) {
        var row = findById(attempt.run());
        row.state = State.EVALUATING.wireName();
        row.waitsFor = null;
        row.reviewUntil = null;
        row.closingType = null;
        row.closing = null;
        row.deadline = deadline;
        row.retries++;
        row.measured -= row.errors;
        row.errors = 0;
        row.opened = JsonText.of(JsonText.read(row.opened, RunOpened.class).with(budgetUsd, deadline));
        return new RunRetried(row.run, row.retries, budgetUsd, deadline);
    }

    public void pause(String run, Instant since) {
        findById(run).pausedSince = since;
    }

    /** @param deadline the run's from now on */
    public void resume(String run, Instant deadline) {
        var row = findById(run);
        var opened = JsonText.read(row.opened, RunOpened.class);
        row.pausedSince = null;
        row.deadline = deadline;
        row.opened = JsonText.of(opened.with(opened.budgetUsd(), deadline));
    }

    /** How often what errored was asked again. */
    public int retries(String run) {
        return findById(run).retries;
    }

    /** @param until when it is withdrawn; absent for what waits by itself */
    public void waitFor(String run, String waitsFor, @Nullable Instant until) {
        var row = findById(run);
        row.waitsFor = waitsFor;
        row.reviewUntil = until;
        row.halted = false;
    }

    /** Changes whose current attempt may move on by time, or because a reservation, a pause or what halted its prompt ended. */
    public List<String> due(Instant now, int limit) {
        return getEntityManager()
                .createQuery("""
                        select a.change from AttemptRow a
                        where a.state = 'evaluating'
                          and (a.deadline < :now and a.pausedSince is null or a.measured = a.expected)
                        or a.state = 'in-review' and a.reviewUntil < :now
                        or a.state in ('evaluating', 'in-review')
                          and (a.pausedSince is null and a.prompt in (select p.prompt from PauseRow p)
                            or a.pausedSince is not null and a.prompt not in (select p.prompt from PauseRow p))
                        or a.state = 'approved' and a.halted = true
                          and a.prompt not in (select c.prompt from ClosureRow c
                            where c.frozen = true or c.rollbackNumber is not null and c.reopened = false)
                        order by a.deadline""", String.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    private static Standing standing(AttemptRow row) {
        return new Standing(
                JsonText.read(row.opened, RunOpened.class),
                State.named(row.state),
                row.progress(),
                row.waitsFor,
                row.reviewUntil,
                row.pausedSince,
                Optional.ofNullable(row.closing).map(json -> new Closing(String.valueOf(row.closingType), json)));
    }
}
