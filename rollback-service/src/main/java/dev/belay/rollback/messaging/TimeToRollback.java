package dev.belay.rollback.messaging;

import dev.belay.rollback.domain.Rollback;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;

/** Metrics of rollbacks, counted once the outcome is committed. */
@ApplicationScoped
class TimeToRollback {

    private final MeterRegistry meters;

    TimeToRollback(MeterRegistry meters) {
        this.meters = meters;
    }

    void ended(@Observes(during = TransactionPhase.AFTER_SUCCESS) Rollback rollback) {
        var state = rollback.state().name().toLowerCase(Locale.ROOT);
        meters.counter("belay.rollbacks", "environment", rollback.environment(), "state", state)
                .increment();
        rollback.timeToRollback()
                .ifPresent(time -> meters.timer("belay.rollback.time", "environment", rollback.environment())
                        .record(time));
        rollback.orderedToLive()
                .ifPresent(time -> meters.timer("belay.rollback.ordered.to.live", "environment", rollback.environment())
                        .record(time));
    }
}
