package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.domain.Step;
import dev.belay.gate.attempt.messaging.Together.Other;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.Outcome;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.MoreSamples;
import dev.belay.gate.decision.domain.Outcome.NotYet;
import dev.belay.gate.decision.domain.Outcome.Outdated;
import dev.belay.gate.decision.domain.Verdict;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.notification.Notifying;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.outbox.Outbox;
import dev.belay.outbox.TransientFault;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides an attempt and publishes the decision, the promote and what ends the run, in the caller's transaction: a
 * crash leaves all of it or nothing. The change must be locked.
 */
@ApplicationScoped
public class Deciding {

    private final Ground ground;
    private final Drifting drifting;
    private final Together together;
    private final Promotion promotion;
    private final AttemptCourse course;
    private final AttemptStore attempts;
    private final ChangeStore changes;
    private final DecisionStore decisions;
    private final Outbox outbox;
    private final Notifying notifying;
    private final MeterRegistry meters;
    private final GateConfig config;

    Deciding(
            Ground ground,
            Drifting drifting,
            Together together,
            Promotion promotion,
            AttemptCourse course,
            AttemptStore attempts,
            ChangeStore changes,
            DecisionStore decisions,
            Outbox outbox,
            Notifying notifying,
            MeterRegistry meters,
            GateConfig config) {
        this.ground = ground;
        this.drifting = drifting;
        this.together = together;
        this.promotion = promotion;
        this.course = course;
        this.attempts = attempts;
        this.changes = changes;
        this.decisions = decisions;
        this.outbox = outbox;
        this.notifying = notifying;
        this.meters = meters;
        this.config = config;
    }

    /** Decides {@code attempt} if what is there suffices. */
    public void consider(Attempt attempt) {
        var opened = attempts.of(attempt.run()).orElseThrow().opened();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var alone = ground.of(attempt, opened, now);
        var outcome = Gate.decide(alone);
        if (isNotRejected(outcome) && drifting.measure(attempt, opened, alone)) {
            alone = ground.of(attempt, opened, now);
            outcome = Gate.decide(alone);
        }
        if (isNotRejected(outcome) && !together.isAlone(attempt)) {
            considerTogether(attempt, opened, alone, now);
            return;
        }
        switch (outcome) {
            case NotYet notYet -> {}
            case MoreSamples(var extension) -> course.extend(attempt, opened, extension);
            case Outdated(var decidedAgainst, var live) ->
                course.take(
                        attempt,
                        new Step.OpenNext(
                                "deployment %d is live, and the attempt was evaluated against deployment %d"
                                        .formatted(live, decidedAgainst),
                                Step.Why.OVERTAKEN));
            case Decided decided -> settle(attempt, opened, alone, decided);
        }
    }

    /** All of them are approved in this transaction, or none. What waits for others alone is looked at again by the timers. */
    private void considerTogether(Attempt attempt, RunOpened opened, Inputs alone, Instant now) {
        var others = together.others(attempt, opened, now);
        var inputs = alone.with(others.stream().map(Other::member).toList());
        var decided = (Decided) Gate.decide(inputs);
        if (decided.verdict() == Verdict.HELD_BACK && inputs.waitsForOthersAlone()) {
            if (attempt.state() == State.EVALUATING) {
                attempts.waitInTurn(attempt.run(), decided.waitsFor());
            }
            return;
        }
        if (decided.verdict() == Verdict.HELD_BACK && isWaitingFor(decided.waitsFor(), attempt)) {
            return;
        }
        var undecided = others.stream()
                .filter(other -> other.inputs().isPresent())
                .map(other -> other.attempt().orElseThrow())
                .toList();
        if (decided.verdict() == Verdict.APPROVED && !canAllBeReleased(attempt, undecided, now)) {
            attempts.waitInTurn(attempt.run(), "the turn of what it is released together with");
            return;
        }
        settle(attempt, opened, inputs, decided);
        if (decided.verdict() == Verdict.APPROVED) {
            undecided.forEach(this::settleReady);
        }
    }

    private boolean isWaitingFor(String what, Attempt attempt) {
        return attempt.state() == State.IN_REVIEW
                && what.equals(attempts.of(attempt.run()).orElseThrow().waitsFor());
    }

    /** One that would be approved alone, now that all others are. */
    private void settleReady(Attempt attempt) {
        var opened = attempts.of(attempt.run()).orElseThrow().opened();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var inputs = ground.of(attempt, opened, now)
                .with(together.others(attempt, opened, now).stream()
                        .map(Other::member)
                        .toList());
        if (!(Gate.decide(inputs) instanceof Decided decided) || decided.verdict() != Verdict.APPROVED) {
            throw new TransientFault(
                    attempt.run() + " was ready to be approved together with others and is not any more",
                    new IllegalStateException("decided otherwise within one transaction"));
        }
        settle(attempt, opened, inputs, decided);
    }

    private boolean canAllBeReleased(Attempt attempt, List<Attempt> others, Instant now) {
        return Stream.concat(Stream.of(attempt), others.stream())
                .allMatch(each -> promotion.waitsFor(each, now).isEmpty()
                        && promotion.content(
                                        attempts.of(each.run()).orElseThrow().opened())
                                instanceof Found<String>);
    }

    /** What is rejected anyway may be so while outputs are missing, and asks nobody. */
    private static boolean isNotRejected(Outcome outcome) {
        return outcome instanceof Decided decided && decided.verdict() != Verdict.REJECTED;
    }

    private void settle(Attempt attempt, RunOpened opened, Inputs inputs, Decided decided) {
        var text = DecisionStore.textOf(inputs);
        var decision = decided.on(inputs, text.digest());
        var settled = switch (decided.verdict()) {
            case APPROVED -> approve(attempt, opened, decision, inputs.asOf());
            case REJECTED -> reject(attempt, decision);
            case HELD_BACK ->
                holdBack(
                        attempt, decision, decided.waitsFor(), inputs.criteria().owner());
        };
        if (!settled) {
            return;
        }
        decisions.forgetHeldBack(attempt.run());
        if (decided.cancelled() > 0) {
            course.cancelRun(attempt, "decided");
        }
        var verdict = wireName(decided.verdict());
        decisions.add(
                new DecisionStore.Stored(
                        attempt.run(),
                        attempt.change(),
                        attempt.prompt(),
                        attempt.number(),
                        attempt.check(),
                        verdict,
                        decided.waitsFor().isEmpty() ? null : decided.waitsFor(),
                        inputs.asOf(),
                        decision),
                text);
        meters.counter("belay.decisions", "verdict", verdict).increment();
    }

    /** Returns false when it has to wait for another change, or cannot be released any more. */
    private boolean approve(Attempt attempt, RunOpened opened, Decision decision, Instant now) {
        var approved =
                new ChangeApproved(attempt.prompt(), attempt.change(), attempt.number(), attempt.check(), decision);
        if (attempt.check()) {
            attempts.move(attempt, State.APPROVED, approved);
            changes.conclude(attempt, State.APPROVED.wireName(), now);
            outbox.add(attempt.run() + "/decided", approved);
            return true;
        }
        var first = promotion.waitsFor(attempt, now);
        if (first.isPresent()) {
            attempts.waitInTurn(attempt.run(), first.get() + ": it was overtaken twice and goes first");
            return false;
        }
        return switch (promotion.content(opened)) {
            case Gone<String>(var reason) -> {
                course.take(attempt, new Step.Withdraw(AttemptLife.BELAY, reason));
                yield false;
            }
            case Found<String>(var content) -> {
                attempts.move(attempt, State.APPROVED, approved);
                outbox.add(attempt.run() + "/decided", approved);
                notifying.decided(attempt, State.APPROVED.wireName());
                promotion.orderOrWait(attempt, opened, decision.inputs(), content, now);
                yield true;
            }
        };
    }

    private boolean reject(Attempt attempt, Decision decision) {
        var rejected =
                new ChangeRejected(attempt.prompt(), attempt.change(), attempt.number(), attempt.check(), decision);
        attempts.move(attempt, State.REJECTED, rejected);
        changes.conclude(attempt, State.REJECTED.wireName(), Instant.now());
        outbox.add(attempt.run() + "/decided", rejected);
        notifying.decided(attempt, State.REJECTED.wireName());
        return true;
    }

    /** A mere check waits for nobody: that it was held back is its end. */
    private boolean holdBack(Attempt attempt, Decision decision, String waitsFor, String owner) {
        var heldBack = new ChangeHeldBack(
                attempt.prompt(), attempt.change(), attempt.number(), attempt.check(), waitsFor, decision);
        boolean again = attempt.state() == State.IN_REVIEW;
        boolean waitsForOthers = attempts.hold(attempt, waitsFor, heldBack);
        if (again && !waitsForOthers) {
            return true;
        }
        if (!again && attempt.check()) {
            attempts.waitFor(attempt.run(), waitsFor, null);
            changes.conclude(attempt, wireName(Verdict.HELD_BACK), Instant.now());
        } else if (!again) {
            attempts.waitFor(attempt.run(), waitsFor, Instant.now().plus(config.reviewPatience()));
        }
        outbox.add(attempt.run() + "/held-back/" + decision.inputs(), heldBack);
        notifying.heldBack(attempt, decision, waitsFor, owner);
        return true;
    }

    private static String wireName(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            case HELD_BACK -> "held-back";
        };
    }
}
