package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.ResultStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Ends what time ends. The times lie in the rows, so they pass while the gate is down, and any number of instances may
 * look: a change that one works on is skipped by the others.
 */
@ApplicationScoped
class Timers {

    private static final Logger LOG = Logger.getLogger(Timers.class);
    private static final int AT_ONCE = 100;

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final AttemptCourse course;
    private final Deciding deciding;
    private final Promotion promotion;
    private final Pausing pausing;
    private final Releasing releasing;

    Timers(
            ChangeStore changes,
            AttemptStore attempts,
            ResultStore results,
            AttemptCourse course,
            Deciding deciding,
            Promotion promotion,
            Pausing pausing,
            Releasing releasing) {
        this.changes = changes;
        this.attempts = attempts;
        this.results = results;
        this.course = course;
        this.deciding = deciding;
        this.promotion = promotion;
        this.pausing = pausing;
        this.releasing = releasing;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        end(QuarkusTransaction.requiringNew().call(() -> attempts.due(Instant.now(), AT_ONCE)), this::end);
        end(QuarkusTransaction.requiringNew().call(changes::waitingTogether), this::goOn);
    }

    private void end(List<String> due, Consumer<Attempt> ending) {
        for (var change : due) {
            try {
                QuarkusTransaction.requiringNew()
                        .run(() -> changes.lockIfFree(change).ifPresent(ending));
            } catch (RuntimeException e) {
                // One change that cannot be ended now must not keep the others waiting; the next look tries it again.
                LOG.warnf(e, "change %s is due, and could not be ended", change);
            }
        }
    }

    private void end(Attempt attempt) {
        pausing.settle(attempt);
        var standing = attempts.of(attempt.run()).orElseThrow();
        switch (attempt.state()) {
            case EVALUATING -> {
                if (standing.pausedSince() == null
                        && standing.opened().deadline().isBefore(Instant.now())) {
                    giveUp(attempt);
                    deciding.consider(attempt);
                } else if (standing.progress().isComplete()
                        && promotion.waitsFor(attempt, Instant.now()).isEmpty()) {
                    deciding.consider(attempt);
                }
            }
            case IN_REVIEW -> {
                if (standing.reviewUntil() != null && standing.reviewUntil().isBefore(Instant.now())) {
                    course.take(attempt, AttemptLife.onReviewOverdue(attempt, String.valueOf(standing.waitsFor())));
                }
            }
            case APPROVED -> releasing.goOn(attempt);
            case REJECTED, WITHDRAWN, OUTDATED -> {}
        }
    }

    /** What it is decided with may have come as far, or may have ended. */
    private void goOn(Attempt attempt) {
        if (attempt.state() == State.IN_REVIEW) {
            deciding.consider(attempt);
        }
    }

    private void giveUp(Attempt attempt) {
        var missing = results.giveUp(
                attempt.run(), attempt.prompt(), new Fault("deadline", "no result before the run's deadline"));
        if (missing > 0) {
            course.cancelRun(attempt, "past its deadline");
        }
    }
}
