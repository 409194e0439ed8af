package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent.Release;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.judgement.Sayings;
import dev.belay.gate.registry.Read;
import dev.belay.gate.registry.Registry;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What an approval needs before it can be given, and the order that follows from it. */
@ApplicationScoped
class Promotion {

    /** All of the traffic at once. */
    private static final int STEP = 100;

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final Sayings sayings;
    private final Registry registry;
    private final Outbox outbox;
    private final GateConfig config;
    private final ClosureStore closures;

    Promotion(
            ChangeStore changes,
            AttemptStore attempts,
            Sayings sayings,
            Registry registry,
            Outbox outbox,
            GateConfig config,
            ClosureStore closures) {
        this.closures = closures;
        this.attempts = attempts;
        this.sayings = sayings;
        this.changes = changes;
        this.registry = registry;
        this.outbox = outbox;
        this.config = config;
    }

    /** The change that goes first, because it was overtaken twice (release protocol, rule 7); a check waits for none. */
    Optional<String> waitsFor(Attempt attempt, Instant now) {
        return attempt.check()
                ? Optional.empty()
                : changes.reserverOf(attempt.prompt(), now).filter(other -> !other.equals(attempt.change()));
    }

    String releaseOf(Attempt attempt) {
        return attempt.release(config.environment());
    }

    Read<String> content(RunOpened opened) {
        return registry.version(opened.candidate().digest());
    }

    /** Why nothing of it is promoted now. */
    Optional<String> keptBack(String prompt) {
        return closures.of(prompt).why();
    }

    /** Why it is not promoted now: of changes that go together, what keeps any of them back. */
    Optional<String> keptBack(Attempt attempt) {
        return prompts(attempt).stream()
                .flatMap(prompt ->
                        keptBack(prompt).stream().map(why -> "pm or ops: %s (belay resume %s)".formatted(why, prompt)))
                .findFirst();
    }

    /** Those that are promoted with it, its own included. */
    private Set<String> prompts(Attempt attempt) {
        var together = changes.proposal(attempt.change()).together();
        return together == null ? Set.of(attempt.prompt()) : together.prompts();
    }

    /** Whether it was decided by what the newest rollback asks, if that asks anything of it. */
    boolean meetsTheNewestRollback(Attempt attempt, Decision decision) {
        return closures.of(attempt.prompt()).asksOf(attempt.candidate()).isEmpty()
                || decision.findings().stream()
                        .anyMatch(finding ->
                                finding.rule() == Rule.AFTER_ROLLBACK && finding.outcome() == Outcome.PASSED);
    }

    /** Whether a team wants a person to say when what is approved goes live; of changes that go together, whether one does. */
    boolean isByHand(Attempt attempt) {
        return prompts(attempt).stream().anyMatch(prompt -> sayings.release(Sayings.team(prompt)) == Release.BY_HAND);
    }

    /** Unless something keeps its prompt back, or the team wants a person to say when. */
    void orderOrWait(Attempt attempt, RunOpened opened, Digest decision, String content, Instant now) {
        var keptBack = keptBack(attempt);
        if (keptBack.isPresent()) {
            attempts.halt(attempt.run(), keptBack.get());
        } else if (isByHand(attempt)) {
            waitForAPerson(attempt);
        } else {
            order(attempt, opened, decision, content, now);
        }
    }

    void waitForAPerson(Attempt attempt) {
        attempts.waitFor(attempt.run(), "pm or ops: release it (belay promote " + attempt.change() + ")", null);
    }

    /** Expects the deployment that the attempt was decided against, so that it applies to nothing else, ever. */
    void order(Attempt attempt, RunOpened opened, Digest decision, String content, Instant now) {
        var release = releaseOf(attempt);
        var together = changes.proposal(attempt.change()).together();
        outbox.add(
                release,
                new PromoteOrdered(
                        release,
                        attempt.prompt(),
                        config.environment(),
                        opened.baselineDeployment(),
                        STEP,
                        opened.candidate(),
                        content,
                        attempt.change(),
                        attempt.number(),
                        decision,
                        now,
                        together == null ? null : together.group(),
                        closures.of(attempt.prompt())
                                .toClear(opened.candidate())
                                .orElse(null)));
        attempts.promoted(attempt.run());
    }
}
