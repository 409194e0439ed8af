package dev.belay.gate.notification;

import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.notification.Notifying.Request;
import dev.belay.gate.notification.domain.Audience;
import dev.belay.gate.notification.store.ReminderStore;
import dev.belay.gate.notification.store.ReminderStore.Reminder;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Asks every PM of the team for what its owner did not do. A reminder is taken and told in one transaction, so it comes once. */
@ApplicationScoped
class Reminders {

    private static final int AT_ONCE = 100;

    private final ReminderStore reminders;
    private final AttemptStore attempts;
    private final DecisionStore decisions;
    private final Notifying notifying;

    Reminders(ReminderStore reminders, AttemptStore attempts, DecisionStore decisions, Notifying notifying) {
        this.reminders = reminders;
        this.attempts = attempts;
        this.decisions = decisions;
        this.notifying = notifying;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        QuarkusTransaction.requiringNew()
                .run(() -> reminders.takeDue(Instant.now(), AT_ONCE).forEach(this::remind));
    }

    private void remind(Reminder reminder) {
        var standing = attempts.of(reminder.run()).orElseThrow();
        if (standing.state() != State.IN_REVIEW || !reminder.waitsFor().equals(standing.waitsFor())) {
            return;
        }
        var opened = standing.opened();
        var decision = decisions.of(reminder.run()).orElseThrow().decision();
        notifying.ask(
                new Request(opened.prompt(), opened.change(), reminder.run(), reminder.waitsFor()),
                decision,
                Audience.TEAM_PMS,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
