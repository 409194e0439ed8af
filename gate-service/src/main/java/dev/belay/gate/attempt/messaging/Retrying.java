package dev.belay.gate.attempt.messaging;

import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Retry;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks again for what errored of an attempt, when somebody says so: the planner is told in the same transaction. */
@ApplicationScoped
public class Retrying {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final DecisionStore decisions;
    private final Outbox outbox;
    private final GateConfig config;

    Retrying(
            ChangeStore changes,
            AttemptStore attempts,
            ResultStore results,
            DecisionStore decisions,
            Outbox outbox,
            GateConfig config) {
        this.changes = changes;
        this.attempts = attempts;
        this.results = results;
        this.decisions = decisions;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * Of the current attempt of a change; absent for a change that is not known.
     *
     * @param budgetUsd the run's ceiling from now on; absent to leave it as it is
     */
    @Transactional
    public Optional<Retry> retry(String change, @Nullable BigDecimal budgetUsd) {
        return changes.lock(change).map(attempt -> {
            var standing = attempts.of(attempt.run()).orElseThrow();
            var retry = Retry.of(attempt, standing.progress(), standing.opened().budgetUsd(), budgetUsd);
            if (retry instanceof Retry.Granted(var granted)) {
                var deadline = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(config.runDeadline());
                var retried = attempts.retry(attempt, granted, deadline);
                results.forgetErrors(attempt.run());
                decisions.forgetHeldBack(attempt.run());
                outbox.add(attempt.run() + "/retried/" + retried.retry(), retried);
            }
            return retry;
        });
    }
}
