package dev.belay.gate.closure;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.PersonEvent.PromptReopened;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.gate.GateConfig;
import dev.belay.gate.closure.domain.Closure;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.judgement.store.PersonEventStore;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Closes prompts to promotes, and opens them again. What is live is not touched, and rollbacks go on. */
@ApplicationScoped
public class Closing {

    private final ClosureStore closures;
    private final PersonEventStore said;
    private final Outbox outbox;
    private final GateConfig config;

    Closing(ClosureStore closures, PersonEventStore said, Outbox outbox, GateConfig config) {
        this.config = config;
        this.closures = closures;
        this.said = said;
        this.outbox = outbox;
    }

    /**
     * In the caller's transaction, as the deployment log says it.
     *
     * @param named a version by its digest, as far as it is known
     * @return whether it closed the prompt, whatever the environment
     */
    public boolean follow(ReleaseApplied applied, Function<Digest, Optional<VersionRef>> named) {
        var before = closures.lock(applied.prompt());
        var after = before.after(applied, applied.environment().equals(config.environment()), named);
        change(before, after);
        return after.isClosed() && !Objects.equals(after.rollback(), before.rollback());
    }

    public void follow(FreezeChanged changed) {
        var before = closures.lock(changed.prompt());
        change(before, before.after(changed));
    }

    public boolean isFrozen(String prompt) {
        return closures.of(prompt).isFrozen();
    }

    private void change(Closure before, Closure after) {
        if (!after.equals(before)) {
            closures.put(after);
        }
    }

    @Transactional
    public List<Closure> closed() {
        return closures.closed();
    }

    /**
     * Orders that promotes are refused from then on, in the log's order. One order however often it is sent, until it is applied.
     */
    @Transactional
    public Closure freeze(String prompt, String by, String reason) {
        var closure = closures.of(prompt);
        if (closure.freeze() == null) {
            var release = "freeze-" + Digest.of(prompt).brief() + "-" + closure.freezes();
            outbox.add(release, new FreezeOrdered(release, prompt, closure.freezes(), by, reason, now()));
        }
        return closure;
    }

    /** @param unfreezing ordered, and not yet so: the deployers lift it */
    public record Reopened(boolean reopened, boolean unfreezing) {}

    @Transactional
    public Reopened reopen(String prompt, String by, String reason) {
        var closure = closures.lock(prompt);
        if (closure.freeze() != null) {
            var release = "unfreeze-" + Digest.of(prompt).brief() + "-" + closure.freezes();
            outbox.add(release, new UnfreezeOrdered(release, prompt, closure.freezes(), by, reason, now()));
        }
        var rollback = closure.rollback();
        if (rollback != null && closure.isClosed()) {
            closures.put(closure.reopened());
            var reopened = new PromptReopened(prompt, rollback.number(), by, reason);
            said.add(reopened, now());
            outbox.add(UUID.randomUUID().toString(), reopened);
            return new Reopened(true, closure.freeze() != null);
        }
        return new Reopened(false, closure.freeze() != null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
