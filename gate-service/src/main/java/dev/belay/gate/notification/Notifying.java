package dev.belay.gate.notification;

import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.notification.Payload.Data;
import dev.belay.gate.notification.domain.Audience;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.Digest;
import dev.belay.gate.notification.domain.Digest.Shipped;
import dev.belay.gate.notification.domain.Message;
import dev.belay.gate.notification.domain.Occasion;
import dev.belay.gate.notification.store.DeliveryStore;
import dev.belay.gate.notification.store.ReminderStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what teams are to be told, in the transaction in which it happens: told at least once, and never of what was
 * rolled back. Mere checks ask nobody and decide nothing, so nobody is told of them.
 */
@ApplicationScoped
public class Notifying {

    private final DeliveryStore deliveries;
    private final ReminderStore reminders;
    private final DecisionStore decisions;
    private final GateConfig config;

    Notifying(DeliveryStore deliveries, ReminderStore reminders, DecisionStore decisions, GateConfig config) {
        this.deliveries = deliveries;
        this.reminders = reminders;
        this.decisions = decisions;
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
            var message =
                    Message.request(occasion, request.prompt(), data.version(), request.waitsFor(), owner, data.url());
            tell(occasion, data, message, at);
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
        var message = Message.decided(attempt.prompt(), data.version(), attempt.change(), verdict, data.url());
        tell(Occasion.DECIDED, data, message, now());
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
        var message = Message.rolledBack(rollback.prompt(), data.version(), data.left(), rollback.by(), data.url());
        tell(Occasion.ROLLED_BACK, data, message, now());
    }

    public void breached(BreachDetected breach) {
        var url = url("/v1/breaches");
        var data = new Data(
                breach.prompt(),
                null,
                null,
                null,
                null,
                null,
                null,
                breach.version().number(),
                null,
                null,
                url);
        var message = Message.breached(
                breach.prompt(), data.version(), breach.violated(), breach.observations(), breach.reason(), url);
        tell(Occasion.BREACHED, data, message, now());
    }

    private void tell(Occasion occasion, Data data, Message message, Instant at) {
        var team = data.prompt().substring(0, data.prompt().indexOf('/'));
        var payload = JsonText.of(new Payload(occasion.wireName(), at, data));
        deliveries.add(
                team, occasion, channel -> channel == Channel.WEBHOOK ? payload : ForPeople.text(channel, message), at);
    }

    /** What was approved in the week that ended when this was due, and asked nobody; nothing is told when that is nothing. */
    void week(String team, Instant due) {
        var shipped = decisions.approved(team, Digest.begin(due), due).stream()
                .filter(stored ->
                        !stored.check() && Digest.isUnasked(stored.decision().findings()))
                .map(stored -> new Shipped(
                        stored.prompt(), stored.decision().candidate().number(), stored.change()))
                .toList();
        Digest.of(team, due, shipped, url("/v1/decisions"))
                .ifPresent(message -> deliveries.add(
                        team, Occasion.WEEKLY_DIGEST, channel -> ForPeople.text(channel, message), now()));
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
