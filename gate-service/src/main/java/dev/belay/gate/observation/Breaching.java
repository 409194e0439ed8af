package dev.belay.gate.observation;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Answer;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.VersionStore;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.notification.Notifying;
import dev.belay.gate.observation.domain.Breach;
import dev.belay.gate.observation.domain.Breach.Reached;
import dev.belay.gate.observation.domain.Breach.Standing;
import dev.belay.gate.observation.domain.Violation;
import dev.belay.gate.observation.store.BreachStore;
import dev.belay.gate.observation.store.ShadowStore;
import dev.belay.gate.observation.store.ShadowStore.Kind;
import dev.belay.gate.registry.Read;
import dev.belay.gate.registry.Registry;
import dev.belay.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows what applications got; all in the caller's transaction. */
@ApplicationScoped
public class Breaching {

    private static final Logger LOG = Logger.getLogger(Breaching.class);

    /** Read to count; a limit above it is reached by so many, too. */
    private static final int COUNTED = 10_000;

    /** Longer than limits look back; what is said of a deployment itself stays. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final BreachStore breaches;
    private final ShadowStore shadows;
    private final PromptStore prompts;
    private final VersionStore versions;
    private final DecisionStore decisions;
    private final ClosureStore closures;
    private final Registry registry;
    private final Notifying notifying;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Breaching(
            BreachStore breaches,
            ShadowStore shadows,
            PromptStore prompts,
            VersionStore versions,
            DecisionStore decisions,
            ClosureStore closures,
            Registry registry,
            Notifying notifying,
            Outbox outbox) {
        this.breaches = breaches;
        this.shadows = shadows;
        this.prompts = prompts;
        this.versions = versions;
        this.decisions = decisions;
        this.closures = closures;
        this.registry = registry;
        this.notifying = notifying;
        this.outbox = outbox;
    }

    /** A version that was live somewhere was approved, or adopted, or rolled back to: the deployers see to that. */
    public void follow(OutputObserved observed) {
        if (observed.number() != null || decisions.isApproved(observed.prompt(), observed.version())) {
            return;
        }
        boolean known = versions.named(observed.prompt(), observed.version()).isPresent();
        shadows.seen(observed, known ? Kind.NEVER_APPROVED : Kind.UNKNOWN);
    }

    public void follow(ViolationObserved observed) {
        if (observed.number() == null) {
            return;
        }
        var violation = new Violation(
                observed.observation(),
                observed.prompt(),
                observed.environment(),
                observed.number(),
                observed.output(),
                observed.violated(),
                observed.source(),
                observed.trusted(),
                observed.observedAt());
        breaches.lock(observed.prompt());
        if (breaches.add(violation)) {
            consider(violation, observed);
        }
    }

    private void consider(Violation violation, ViolationObserved observed) {
        var now = clock.instant();
        var policy = policyOf(observed);
        var live = prompts.known(violation.prompt(), violation.environment())
                .live()
                .orElse(null);
        var since = policy == null ? now : now.minus(policy.withinOrDefault());
        var breach = Breach.of(
                violation.number(),
                live == null ? null : standing(violation, live),
                policy,
                breaches.of(violation, since, COUNTED),
                now);
        switch (breach) {
            case Breach.None(var why) ->
                LOG.infof(
                        "%s violates %s in %s: %s",
                        violation.observation(), violation.violated(), violation.prompt(), why);
            case Reached reached -> tell(violation, observed, reached);
        }
    }

    /** Once for a number; but a warning for want of a second source is not the last word. */
    private void tell(Violation violation, ViolationObserved observed, Reached reached) {
        var version = versions.named(violation.prompt(), observed.version())
                .orElseGet(() -> new VersionRef(0, observed.version()));
        var event = new BreachDetected(
                violation.prompt(),
                violation.environment(),
                violation.number(),
                version,
                reached.violated(),
                reached.observations(),
                reached.sources(),
                reached.outputs(),
                observed.criteria(),
                reached.limit(),
                reached.answer(),
                reached.reason(),
                reached.detectedAt());
        if (!breaches.isKnown(violation.prompt(), violation.environment(), violation.number())) {
            breaches.add(event);
        } else if (reached.answer() == Answer.ROLL_BACK
                && breaches.breach(violation.prompt(), violation.environment(), violation.number())
                                .answer()
                        == Answer.WARN) {
            breaches.replace(event);
        } else {
            return;
        }
        outbox.add(event);
        notifying.breached(event);
    }

    /** What no limit counts any more. */
    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        QuarkusTransaction.requiringNew()
                .run(() -> breaches.forgetViolations(clock.instant().minus(KEPT)));
    }

    private Standing standing(Violation violation, Live live) {
        var rollback = closures.of(violation.prompt()).rollback();
        boolean restored = rollback != null
                && rollback.environment().equals(violation.environment())
                && rollback.number() == live.number();
        return new Standing(live.number(), restored);
    }

    private @Nullable LivePolicy policyOf(ViolationObserved observed) {
        return switch (registry.criteria(observed.criteria())) {
            case Read.Found<CriteriaDocument>(var criteria) -> criteria.live();
            case Read.Gone<CriteriaDocument>(var reason) -> {
                LOG.errorf("the limit of %s cannot be read: %s", observed.prompt(), reason);
                yield null;
            }
        };
    }
}
