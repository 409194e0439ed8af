package dev.belay.gate.drill;

import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.release.Environments;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.decision.Approvals;
import dev.belay.gate.decision.Approvals.Approved;
import dev.belay.gate.registry.Read;
import dev.belay.gate.registry.Registry;
import dev.belay.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes two approved versions live in the drill environment, one after the other, so that there is something to go back from.
 * What follows is the rollback-service's: nothing of it is pretended, but that no application reads that environment.
 */
@ApplicationScoped
public class Drilling {

    private static final Logger LOG = Logger.getLogger(Drilling.class);
    private static final int ALL_OF_THE_TRAFFIC = 100;
    private static final String BELAY = "belay";

    private final PromptStore prompts;
    private final Approvals approvals;
    private final DrillStore drills;
    private final Registry registry;
    private final Outbox outbox;
    private final GateConfig config;

    Drilling(
            PromptStore prompts,
            Approvals approvals,
            DrillStore drills,
            Registry registry,
            Outbox outbox,
            GateConfig config) {
        this.prompts = prompts;
        this.approvals = approvals;
        this.drills = drills;
        this.registry = registry;
        this.outbox = outbox;
        this.config = config;
    }

    public sealed interface Answer {

        record Started(DrillStarted drill) implements Answer {}

        record NotPossible(String why) implements Answer {}
    }

    private record Parts(Approved good, String goodContent, Approved bad, String badContent) {}

    public Answer start(String prompt, String by) {
        return QuarkusTransaction.requiringNew().call(() -> started(prompt, by));
    }

    private Answer started(String prompt, String by) {
        var live = prompts.known(prompt, config.environment()).live();
        if (live.isEmpty()) {
            return new Answer.NotPossible("nothing of " + prompt + " is live in " + config.environment());
        }
        var approved = approvals.of(prompt);
        var good = approved.stream()
                .filter(one -> one.version().equals(live.get().version()))
                .findFirst();
        var bad = approved.stream()
                .filter(one -> !one.version().equals(live.get().version()))
                .findFirst();
        if (good.isEmpty() || bad.isEmpty()) {
            return new Answer.NotPossible(
                    prompt + " has one version that was approved (expected: two, or there is nothing to go back from)");
        }
        return switch (registry.version(good.get().version().digest())) {
            case Read.Gone<String>(var why) -> new Answer.NotPossible(why);
            case Read.Found<String>(var goodContent) ->
                switch (registry.version(bad.get().version().digest())) {
                    case Read.Gone<String>(var why) -> new Answer.NotPossible(why);
                    case Read.Found<String>(var badContent) ->
                        ordered(prompt, by, new Parts(good.get(), goodContent, bad.get(), badContent));
                };
        };
    }

    private Answer ordered(String prompt, String by, Parts parts) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var id = "drill-" + UUID.randomUUID();
        var drill = new DrillStarted(
                prompt,
                id,
                Environments.DRILL,
                parts.good().version(),
                parts.bad().version(),
                id + "/good",
                id + "/bad",
                by,
                now);
        long expects = prompts.known(prompt, Environments.DRILL)
                .live()
                .map(Live::number)
                .orElse(0L);
        drills.started(prompt, now);
        outbox.add(id, drill);
        promote(drill, drill.goodRelease(), parts.good(), parts.goodContent(), expects, now);
        promote(drill, drill.badRelease(), parts.bad(), parts.badContent(), expects + 1, now);
        return new Answer.Started(drill);
    }

    private void promote(
            DrillStarted drill, String release, Approved approved, String content, long expects, Instant now) {
        outbox.add(
                release,
                new PromoteOrdered(
                        release,
                        drill.prompt(),
                        drill.environment(),
                        expects,
                        ALL_OF_THE_TRAFFIC,
                        approved.version(),
                        content,
                        drill.drill(),
                        0,
                        approved.decision(),
                        now));
    }

    /** On the schedule, if there is one: each prompt that is live and was not drilled for as long. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        config.drillEvery().ifPresent(interval -> {
            var due = Instant.now().minus(interval);
            var overdue =
                    QuarkusTransaction.requiringNew().call(() -> drills.notDrilledSince(config.environment(), due));
            for (var prompt : overdue) {
                switch (start(prompt, BELAY)) {
                    case Answer.Started started -> LOG.infof("%s is drilled on schedule", prompt);
                    case Answer.NotPossible(var why) -> {
                        LOG.debugf("%s is not drilled: %s", prompt, why);
                        // Asked again after the interval, not every minute.
                        QuarkusTransaction.requiringNew().run(() -> drills.started(prompt, Instant.now()));
                    }
                }
            }
        });
    }
}
