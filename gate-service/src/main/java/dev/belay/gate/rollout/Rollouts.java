package dev.belay.gate.rollout;

import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.Environments;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.VersionStore;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.decision.Approvals;
import dev.belay.gate.decision.Approvals.Approved;
import dev.belay.gate.registry.Read;
import dev.belay.gate.registry.Registry;
import dev.belay.gate.rollout.domain.Rollout;
import dev.belay.gate.rollout.domain.Rollout.State;
import dev.belay.gate.rollout.store.RolloutStore;
import dev.belay.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes an approved version to an environment behind the one that changes are decided for (release protocol, rules 1, 8 and 9), on
 * a person's word: at once, or in steps of which each is watched. A rollback there, by whomever, ends it.
 */
@ApplicationScoped
public class Rollouts {

    private static final Logger LOG = Logger.getLogger(Rollouts.class);

    private final RolloutStore rollouts;
    private final PromptStore prompts;
    private final VersionStore versions;
    private final ClosureStore closures;
    private final Approvals approvals;
    private final Registry registry;
    private final Outbox outbox;
    private final GateConfig config;

    Rollouts(
            RolloutStore rollouts,
            PromptStore prompts,
            VersionStore versions,
            ClosureStore closures,
            Approvals approvals,
            Registry registry,
            Outbox outbox,
            GateConfig config) {
        this.rollouts = rollouts;
        this.prompts = prompts;
        this.versions = versions;
        this.closures = closures;
        this.approvals = approvals;
        this.registry = registry;
        this.outbox = outbox;
        this.config = config;
    }

    public sealed interface Answer {

        record Ordered(Rollout rollout) implements Answer {}

        record Refused(String why) implements Answer {}
    }

    /**
     * @param from where it is live; the environment that changes are decided for when absent
     * @param to a later environment
     */
    public record Asked(
            String prompt, Optional<String> from, String to, List<Integer> steps, Duration watch, String by) {}

    public Answer start(Asked asked) {
        return QuarkusTransaction.requiringNew().call(() -> started(asked));
    }

    private Answer started(Asked asked) {
        var from = asked.from().orElse(config.environment());
        if (asked.to().equals(config.environment()) || asked.to().equals(from) || Environments.isDrill(asked.to())) {
            return new Answer.Refused(
                    "nothing is taken to %s: changes are decided for %s and released there, and drills have"
                                    .formatted(asked.to(), config.environment())
                            + " an environment of their own");
        }
        var live = prompts.known(asked.prompt(), from).live();
        if (live.isEmpty()) {
            return new Answer.Refused("nothing of %s is live in %s".formatted(asked.prompt(), from));
        }
        var there = prompts.known(asked.prompt(), asked.to()).live();
        var obstacle = obstacle(asked, live.get(), there);
        if (obstacle.isPresent()) {
            return new Answer.Refused(obstacle.get());
        }
        var approved = approvals.of(asked.prompt()).stream()
                .filter(one -> one.version().equals(live.get().version()))
                .findFirst();
        return approved.<Answer>map(one -> new Answer.Ordered(order(rollout(asked, from, one, there))))
                .orElseGet(() -> new Answer.Refused(live.get().version() + " has no decision that approved it"));
    }

    private Optional<String> obstacle(Asked asked, Live live, Optional<Live> there) {
        if (there.isPresent() && there.get().version().equals(live.version())) {
            return Optional.of(live.version() + " is live in " + asked.to() + " already");
        }
        if (live.held().contains(live.version().digest())) {
            return Optional.of(live.version() + " is held: a rollback left it");
        }
        var lineage = versions.lineage(asked.prompt(), live.version().digest());
        if (there.isPresent() && !lineage.contains(there.get().version().digest())) {
            return Optional.of(
                    "%s, which is live in %s, is not what %s was made from: it was never compared with it (publish it again)"
                            .formatted(there.get().version(), asked.to(), live.version()));
        }
        if (rollouts.open(asked.prompt(), asked.to()).isPresent()) {
            return Optional.of("another rollout of " + asked.prompt() + " to " + asked.to() + " is under way");
        }
        return closures.of(asked.prompt()).why();
    }

    private static Rollout rollout(Asked asked, String from, Approved approved, Optional<Live> there) {
        // Nothing is left for the rest of the traffic where nothing was ever live.
        var steps = there.isEmpty() ? List.of(100) : asked.steps();
        return new Rollout(
                "rollout-" + UUID.randomUUID(),
                asked.prompt(),
                from,
                asked.to(),
                approved.version(),
                approved.change(),
                approved.decision(),
                steps,
                0,
                there.map(Live::number).orElse(0L),
                asked.watch().toSeconds(),
                State.ORDERED,
                null,
                asked.by(),
                null);
    }

    private Rollout order(Rollout rollout) {
        var kept = switch (registry.version(rollout.version().digest())) {
            case Read.Gone<String>(var why) -> rollout.ended(why);
            case Read.Found<String>(var content) -> {
                promote(rollout, content);
                yield rollout;
            }
        };
        rollouts.put(kept);
        return kept;
    }

    private void promote(Rollout rollout, String content) {
        outbox.add(
                rollout.release(),
                new PromoteOrdered(
                        rollout.release(),
                        rollout.prompt(),
                        rollout.environment(),
                        rollout.expects(),
                        rollout.percent(),
                        rollout.version(),
                        content,
                        rollout.change(),
                        0,
                        rollout.decision(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** In the caller's transaction. */
    public void follow(DeploymentEvent event) {
        rollouts.open(event.prompt(), event.environment()).ifPresent(rollout -> {
            var after = rollout.after(event);
            if (!after.equals(rollout)) {
                rollouts.put(after);
                LOG.infof("%s of %s to %s: %s", after.rollout(), after.prompt(), after.environment(), after.state());
            }
        });
    }

    /** Empty for one that is not known; the same where there was nothing to change. */
    public Optional<Rollout> change(String id, Function<Rollout, Rollout> change) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rollouts.lock(id).map(rollout -> {
                    var after = change.apply(rollout);
                    rollouts.put(after);
                    return after;
                }));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void goOn() {
        QuarkusTransaction.requiringNew().run(() -> {
            var now = Instant.now();
            for (var due : rollouts.due(now)) {
                var next = due.next(now);
                if (!next.equals(due)) {
                    order(next);
                }
            }
        });
    }
}
