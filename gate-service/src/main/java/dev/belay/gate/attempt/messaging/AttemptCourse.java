package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.ChangeOutdated;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunPlan;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.Opening;
import dev.belay.gate.attempt.domain.Pinned;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.domain.Step;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.decision.domain.Extension;
import dev.belay.gate.registry.Read;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.gate.registry.Registry;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a change from attempt to attempt: carries out what {@link AttemptLife} says, rows and events in the caller's
 * transaction. The change must be locked.
 */
@ApplicationScoped
class AttemptCourse {

    /** Extensions count on from it. */
    private static final int STAGE = 1;

    private static final int EPOCH = 1;

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final PromptStore prompts;
    private final Registry registry;
    private final Affected affected;
    private final ClosureStore closures;
    private final Pausing pausing;
    private final Outbox outbox;
    private final Inbox inbox;
    private final GateConfig config;

    AttemptCourse(
            ChangeStore changes,
            AttemptStore attempts,
            ResultStore results,
            PromptStore prompts,
            Registry registry,
            Affected affected,
            ClosureStore closures,
            Pausing pausing,
            Outbox outbox,
            Inbox inbox,
            GateConfig config) {
        this.changes = changes;
        this.attempts = attempts;
        this.results = results;
        this.prompts = prompts;
        this.registry = registry;
        this.affected = affected;
        this.closures = closures;
        this.pausing = pausing;
        this.outbox = outbox;
        this.inbox = inbox;
        this.config = config;
    }

    void open(ChangeProposed change, int number) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var opening = AttemptLife.open(change, prompts.known(change.prompt(), config.environment()));
        var criteria = registry.criteria(opening.criteria());
        var closure = closures.of(change.prompt());
        var left = closure.toCompareWith(change.candidate()).orElse(null);
        var run = run(change, number, opening, samples(change, criteria), now, left);
        attempts.open(run, now);
        inbox.unpark("run " + run.run());
        var obstacle = opening.pointless()
                .or(() -> affected.heldAllTheSame(run, closure.held()))
                .or(() -> affected.undoing(run))
                .or(() -> evaluate(run, criteria));
        if (obstacle.isPresent()) {
            // The attempt is on record, so that whoever watches the change sees why it ended.
            take(changes.lock(run.change()).orElseThrow(), new Step.Withdraw(AttemptLife.BELAY, obstacle.get()));
        }
    }

    /** What somebody asked for, else what the comparison of the criteria begins with. */
    private static int samples(ChangeProposed change, Read<CriteriaDocument> criteria) {
        if (change.samples() != null) {
            return change.samples();
        }
        return criteria instanceof Found<CriteriaDocument>(var found)
                ? found.regressionOrDefault().samples()
                : 1;
    }

    /** What is in the way of it, if anything is. */
    private Optional<String> evaluate(RunOpened run, Read<CriteriaDocument> read) {
        return switch (read) {
            case Gone<CriteriaDocument>(var reason) -> Optional.of(reason);
            case Found<CriteriaDocument>(var criteria) -> {
                var expected = new Expected(new RunPlan(run), results);
                yield switch (registry.suite(run.suite(), expected::add)) {
                    case Gone<Digest>(var reason) -> Optional.of(reason);
                    case Found<Digest> whole -> {
                        var aspects = affected.by(run, criteria);
                        attempts.pin(run.run(), new Pinned(criteria, expected.cases(), aspects), expected.end());
                        outbox.add(run.run() + "/opened", run);
                        pausing.settle(changes.lock(run.change()).orElseThrow());
                        yield Optional.empty();
                    }
                };
            }
        };
    }

    /** More outputs of some cases; the run goes on. */
    void extend(Attempt attempt, RunOpened opened, Extension extension) {
        int stage = opened.stage() + attempts.extensions(attempt.run()).size() + 1;
        var extended = new RunExtended(attempt.run(), opened, stage, extension.cases(), extension.samples());
        var expected = new Expected(new RunPlan(extended), results);
        if (registry.suite(opened.suite(), expected::add) instanceof Gone<Digest>(var reason)) {
            take(attempt, new Step.Withdraw(AttemptLife.BELAY, reason));
            return;
        }
        attempts.extend(attempt.run(), extension, expected.end());
        outbox.add(attempt.run() + "/extended/" + stage, extended);
    }

    void take(Attempt attempt, Step step) {
        switch (step) {
            case Step.Stay() -> {}
            case Step.Conclude() -> changes.conclude(attempt, State.APPROVED.wireName(), Instant.now());
            case Step.Withdraw(var by, var reason) -> withdraw(attempt, by, reason);
            case Step.OpenNext next -> openNext(attempt, next);
        }
    }

    /** Tells the planner that nothing more of the run is needed. */
    void cancelRun(Attempt attempt, String reason) {
        outbox.add(attempt.run() + "/cancelled", new RunCancelled(attempt.run(), reason));
    }

    private void withdraw(Attempt attempt, String by, String reason) {
        var withdrawn = new ChangeWithdrawn(attempt.prompt(), attempt.change(), attempt.number(), by, reason);
        attempts.move(attempt, State.WITHDRAWN, withdrawn);
        changes.conclude(attempt, State.WITHDRAWN.wireName(), Instant.now());
        outbox.add(attempt.run() + "/withdrawn", withdrawn);
        if (attempt.state() == State.EVALUATING) {
            cancelRun(attempt, "withdrawn");
        }
    }

    private void openNext(Attempt attempt, Step.OpenNext step) {
        var next = attempt.number() + 1;
        var outdated = new ChangeOutdated(attempt.prompt(), attempt.change(), attempt.number(), next, step.reason());
        attempts.move(attempt, State.OUTDATED, outdated);
        outbox.add(attempt.run() + "/outdated", outdated);
        if (attempt.state() == State.EVALUATING) {
            cancelRun(attempt, "outdated");
        }
        changes.goOnWith(attempt.change(), next, step.why() == Step.Why.REFUSED);
        if (AttemptLife.reserves(next, step.why()) && !attempt.check()) {
            changes.reserve(attempt.change(), Instant.now().plus(config.reservation()));
        }
        open(changes.proposal(attempt.change()), next);
    }

    private RunOpened run(
            ChangeProposed change, int number, Opening opening, int samples, Instant now, @Nullable VersionRef left) {
        return new RunOpened(
                RunControlEvent.runId(change.change(), number),
                change.change(),
                number,
                change.prompt(),
                change.candidate(),
                opening.baseline(),
                opening.baselineDeployment(),
                opening.criteria(),
                opening.suite(),
                STAGE,
                samples,
                EPOCH,
                change.budgetUsd(),
                now.plus(config.runDeadline()),
                left);
    }
}
