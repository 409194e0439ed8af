package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.Step;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Releases what is approved: where a person says when, and once nothing keeps its prompt back any more. */
@ApplicationScoped
public class Releasing {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final DecisionStore decisions;
    private final Promotion promotion;
    private final AttemptCourse course;
    private final Together together;

    Releasing(
            ChangeStore changes,
            AttemptStore attempts,
            DecisionStore decisions,
            Promotion promotion,
            AttemptCourse course,
            Together together) {
        this.together = together;
        this.changes = changes;
        this.attempts = attempts;
        this.decisions = decisions;
        this.promotion = promotion;
        this.course = course;
    }

    public sealed interface Released {

        /** @param release the promote's id */
        record Ordered(String release) implements Released {}

        record Refused(String reason) implements Released {}
    }

    /** With all that it was approved together with, or not at all. */
    @Transactional
    public Released release(String change) {
        var attempt = changes.lock(change).orElseThrow();
        var all = new ArrayList<>(List.of(attempt));
        for (var other : together.others(
                attempt, attempts.of(attempt.run()).orElseThrow().opened(), Instant.now())) {
            if (other.attempt().isEmpty()) {
                return new Released.Refused("%s %s; it is released together with that"
                        .formatted(other.member().prompt(), other.member().says()));
            }
            all.add(other.attempt().get());
        }
        for (var each : all) {
            var keptBack = promotion.keptBack(each.prompt());
            if (keptBack.isPresent()) {
                return new Released.Refused(
                        "%s: %s (belay resume %s)".formatted(each.prompt(), keptBack.get(), each.prompt()));
            }
            if (!each.awaitsRelease()) {
                return new Released.Refused(
                        "%s is %s and waits for no release (expected: approved, and not released yet)"
                                .formatted(
                                        each.change(),
                                        each.promoted()
                                                ? "released"
                                                : each.state().wireName()));
            }
        }
        Released first = null;
        for (var each : all) {
            var released = order(
                    each,
                    attempts.of(each.run()).orElseThrow().opened(),
                    decisions.of(each.run()).orElseThrow().decision());
            first = first == null ? released : first;
        }
        return Objects.requireNonNull(first);
    }

    /** What was approved while its prompt was closed or frozen, as soon as it is neither; the change is locked. */
    void goOn(Attempt attempt) {
        if (!attempt.awaitsRelease() || promotion.keptBack(attempt).isPresent()) {
            return;
        }
        if (promotion.isByHand(attempt)) {
            promotion.waitForAPerson(attempt);
        } else if (!together.isAlone(attempt)) {
            release(attempt.change());
        } else {
            order(
                    attempt,
                    attempts.of(attempt.run()).orElseThrow().opened(),
                    decisions.of(attempt.run()).orElseThrow().decision());
        }
    }

    private Released order(Attempt attempt, RunOpened opened, Decision decision) {
        var again = AttemptLife.onRelease(attempt, promotion.meetsTheNewestRollback(attempt, decision));
        if (again instanceof Step.OpenNext next) {
            course.take(attempt, next);
            return new Released.Refused(attempt.change() + " is decided again: " + next.reason());
        }
        return switch (promotion.content(opened)) {
            case Gone<String>(var reason) -> {
                course.take(attempt, new Step.Withdraw(AttemptLife.BELAY, reason));
                yield new Released.Refused(reason);
            }
            case Found<String>(var content) -> {
                promotion.order(
                        attempt,
                        opened,
                        decision.inputs(),
                        content,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
                yield new Released.Ordered(promotion.releaseOf(attempt));
            }
        };
    }
}
