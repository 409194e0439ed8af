package dev.belay.worker.execution;

import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.plan.PlanConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses to start with a lease that a slow call outlives: every such call would be paid twice. */
@ApplicationScoped
class Leases {

    void check(@Observes StartupEvent started, ExecutionConfig execution, LedgerConfig ledger, PlanConfig plan) {
        check("belay.worker.ledger.lease", ledger.lease(), execution.callTimeout());
        check("belay.worker.plan.lease", plan.lease(), execution.callTimeout());
    }

    static void check(String key, Duration lease, Duration callTimeout) {
        if (lease.compareTo(callTimeout) <= 0) {
            throw new IllegalArgumentException(key + ": " + lease
                    + " (expected: more than belay.worker.execution.call-timeout, which is " + callTimeout + ")");
        }
    }
}
