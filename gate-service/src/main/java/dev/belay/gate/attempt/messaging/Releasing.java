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

/** Releases what is approved, where a person says when. */
@ApplicationScoped
public class Releasing {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final DecisionStore decisions;
    private final Promotion promotion;
    private final AttemptCourse course;

    Releasing(
            ChangeStore changes,
            AttemptStore attempts,
            DecisionStore decisions,
            Promotion promotion,
            AttemptCourse course) {
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

    @Transactional
    public Released release(String change) {
        var attempt = changes.lock(change).orElseThrow();
        if (!attempt.awaitsRelease()) {
            return new Released.Refused("%s is %s and waits for no release (expected: approved, and not released yet)"
                    .formatted(
                            change,
                            attempt.promoted() ? "released" : attempt.state().wireName()));
        }
        var opened = attempts.of(attempt.run()).orElseThrow().opened();
        var decision = decisions.of(attempt.run()).orElseThrow().decision();
        return order(attempt, opened, decision);
    }

    private Released order(Attempt attempt, RunOpened opened, Decision decision) {
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
