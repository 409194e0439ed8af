package dev.belay.gate.notification;

import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.notification.Payload.Data;
import dev.belay.gate.notification.domain.Audience;
import dev.belay.gate.notification.domain.Occasion;
import dev.belay.gate.notification.store.DeliveryStore;
import dev.belay.gate.notification.store.ReminderStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what webhooks are to be told, in the transaction in which it happens: told at least once, and never of what was
 * rolled back. Mere checks ask nobody and decide nothing, so nobody is told of them.
 */
@ApplicationScoped
public class Notifying {

    private final DeliveryStore deliveries;
    private final ReminderStore reminders;
    private final GateConfig config;

    Notifying(DeliveryStore deliveries, ReminderStore reminders, GateConfig config) {
        this.deliveries = deliveries;
        this.reminders = reminders;
        this.config = config;
    }

    /** It waits for somebody, or for something else than before. */
    public void heldBack(Attempt attempt, Decision decision, String waitsFor, String owner) {
        if (attempt.check()) {
            return;
        }
        var now = now();
        reminders.put(attempt.run(), waitsFor, Audience.widensAt(now));
        ask(
                new Request(attempt.prompt(), attempt.change(), attempt.run(), waitsFor),
                decision,
                Audience.OWNER,
                owner,
                now);
    }

    /** What a change waits for. */
    record Request(String prompt, String change, String run, String waitsFor) {}

    /** @param owner absent when it is for others */
    void ask(Request request, Decision decision, Audience audience, @Nullable String owner, Instant at) {
        var data = new Data(
                request.prompt(),
                request.change(),
                request.waitsFor(),
                audience.wireName(),
                owner,
                audience == Audience.OWNER ? null : true,
                null,
                decision.candidate().number(),
                null,
                null,
                runUrl(request.run()));
        for (var occasion : Occasion.askedBy(decision.findings())) {
            tell(occasion, data, at);
        }
    }

    /** @param verdict {@code approved} or {@code rejected} */
    public void decided(Attempt attempt, String verdict) {
        if (attempt.check()) {
            return;
        }
        var data = new Data(
                attempt.prompt(),
                attempt.change(),
                null,
                null,
                null,
                null,
                verdict,
                attempt.candidate().number(),
                null,
                null,
                runUrl(attempt.run()));
        tell(Occasion.DECIDED, data, now());
    }

    public void rolledBack(ReleaseApplied rollback) {
        var data = new Data(
                rollback.prompt(),
                null,
                null,
                null,
                null,
                null,
                null,
                rollback.version().number(),
                rollback.left() == null ? null : rollback.left().number(),
                rollback.by(),
                url("/v1/live/" + rollback.prompt()));
        tell(Occasion.ROLLED_BACK, data, now());
    }

    private void tell(Occasion occasion, Data data, Instant at) {
        var team = data.prompt().substring(0, data.prompt().indexOf('/'));
        deliveries.add(team, occasion, JsonText.of(new Payload(occasion.wireName(), at, data)), at);
    }

    private String runUrl(String run) {
        return url("/v1/runs/" + run);
    }

    private String url(String path) {
        return config.publicUrl().resolve(path).toString();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
