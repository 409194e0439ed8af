package dev.belay.rollback.ordering;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Answer;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.outbox.TransientFault;
import dev.belay.rollback.store.DeploymentsStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Orders what the gate found to be necessary: one rollback of a deployment number, however often it is said. */
@ApplicationScoped
public class Breaches {

    private static final Logger LOG = Logger.getLogger(Breaches.class);

    private final Ordering ordering;
    private final DeploymentsStore deployments;

    Breaches(Ordering ordering, DeploymentsStore deployments) {
        this.ordering = ordering;
        this.deployments = deployments;
    }

    /** In the caller's transaction. */
    public void follow(BreachDetected breach) {
        if (breach.answer() != Answer.ROLL_BACK) {
            return;
        }
        var place = breach.prompt() + "@" + breach.environment() + "#" + breach.number();
        boolean seen = deployments
                .of(breach.prompt())
                .in(breach.environment())
                .filter(here -> here.number() >= breach.number())
                .isPresent();
        if (!seen) {
            throw notYet("deployment " + place);
        }
        var asked = new Ordering.Asked(
                breach.prompt(),
                breach.environment(),
                null,
                reason(breach),
                breach.detectedAt(),
                Ordering.BELAY,
                "breach " + place,
                Digest.of("breach " + place));
        switch (ordering.ordered(asked, breach.number(), breach.version())) {
            case Ordering.Answer.Accepted(var rollback) ->
                LOG.warnf(
                        "%s goes back to version %d: %s",
                        place, rollback.target().number(), rollback.reason());
            case Ordering.Answer.Known known -> {}
            case Ordering.Answer.KeyTaken taken ->
                throw new IllegalStateException("an order of nobody else's: " + taken);
            case Ordering.Answer.NotPossible(var why) ->
                LOG.errorf("%s stays live, since there is nothing to go back to (%s): %s", place, why, reason(breach));
            case Ordering.Answer.ContentNotRead(var order) -> throw notYet("the content of " + order.target());
        }
    }

    private static String reason(BreachDetected breach) {
        return "%d output%s that applications got violate%s %s (limit %d)"
                .formatted(
                        breach.observations(),
                        breach.observations() == 1 ? "" : "s",
                        breach.observations() == 1 ? "s" : "",
                        String.join(", ", breach.violated()),
                        breach.limit());
    }

    private static TransientFault notYet(String what) {
        return new TransientFault(what + " has not reached this service yet", new IOException("not yet"));
    }
}
