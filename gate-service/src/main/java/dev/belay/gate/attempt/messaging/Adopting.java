package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.Refusal.Why;
import dev.belay.gate.judgement.store.PersonEventStore;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes live what already runs, by a PM's word (design §5). Only where nothing was ever live: everything later goes through
 * the rules. A check of the same version evaluates it, before or afterwards; what that finds changes nothing.
 */
@ApplicationScoped
public class Adopting {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final PromptStore prompts;
    private final PersonEventStore said;
    private final Promotion promotion;
    private final Outbox outbox;
    private final GateConfig config;

    Adopting(
            ChangeStore changes,
            AttemptStore attempts,
            PromptStore prompts,
            PersonEventStore said,
            Promotion promotion,
            Outbox outbox,
            GateConfig config) {
        this.changes = changes;
        this.attempts = attempts;
        this.prompts = prompts;
        this.said = said;
        this.promotion = promotion;
        this.outbox = outbox;
        this.config = config;
    }

    /** @param change a check of the version */
    @Transactional
    public Judged<VersionAdopted> adopt(String change, String reason, String who) {
        var attempt = changes.lock(change).orElseThrow();
        if (!attempt.check()) {
            return Judged.refused(
                    Why.CONDITION, change + " is no check (expected: belay publish --check, then adopt it)");
        }
        var live = prompts.known(attempt.prompt(), config.environment()).live();
        if (live.isPresent()) {
            return Judged.refused(
                    Why.CONDITION,
                    "%s is live as deployment %d: only what runs before anything was live is adopted (expected: belay publish)"
                            .formatted(live.get().version(), live.get().number()));
        }
        if (!said.ofPrompt(attempt.prompt(), VersionAdopted.class).isEmpty()) {
            return Judged.refused(Why.CONDITION, attempt.prompt() + " was adopted before, and is being made live");
        }
        var keptBack = promotion.keptBack(attempt.prompt());
        if (keptBack.isPresent()) {
            return Judged.refused(Why.CONDITION, attempt.prompt() + ": " + keptBack.get());
        }
        return order(attempt, new VersionAdopted(attempt.prompt(), change, attempt.candidate(), who, reason));
    }

    private Judged<VersionAdopted> order(Attempt attempt, VersionAdopted adopted) {
        var opened = attempts.of(attempt.run()).orElseThrow().opened();
        return switch (promotion.content(opened)) {
            case Gone<String>(var why) -> Judged.refused(Why.CONDITION, why);
            case Found<String>(var content) -> {
                var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                said.add(adopted, now);
                outbox.add(attempt.run() + "/adopted", adopted);
                var decision = CanonicalJson.of(adopted, EventJson.mapper()).digest();
                promotion.order(attempt, opened, decision, content, now);
                yield new Taken<>(adopted);
            }
        };
    }
}
