package dev.belay.gate.notification;

import dev.belay.gate.notification.domain.Digest;
import dev.belay.gate.notification.store.DigestStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells each team's people of its week, once whatever the number of instances: taken and told in one transaction. It looks often,
 * so that a gate that was down on Monday morning tells it when it is back.
 */
@ApplicationScoped
public class Digests {

    /** What was decided just before is committed by then. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final DigestStore digests;
    private final Notifying notifying;

    Digests(DigestStore digests, Notifying notifying) {
        this.digests = digests;
        this.notifying = notifying;
    }

    @Scheduled(every = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        tell(Digest.lastDue(Instant.now().minus(SETTLED)));
    }

    /** To every team that did not have the one that was due then. */
    public void tell(Instant due) {
        for (var team : QuarkusTransaction.requiringNew().call(() -> digests.waitingTeams(due))) {
            QuarkusTransaction.requiringNew().run(() -> {
                if (digests.take(team, due)) {
                    notifying.week(team, due);
                }
            });
        }
    }
}
