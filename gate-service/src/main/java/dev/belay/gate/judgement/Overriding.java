package dev.belay.gate.judgement;

import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent;
import dev.belay.contracts.decision.PersonEvent.CaseQuarantined;
import dev.belay.contracts.decision.PersonEvent.OverrideGiven;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.domain.people.Override;
import dev.belay.gate.decision.domain.people.Quarantine;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.Refusal.Why;
import dev.belay.gate.judgement.store.PersonEventStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes overrides and quarantines, and decides again what waits and may go on by one. */
@ApplicationScoped
public class Overriding {

    private final Judging judging;
    private final ChangeStore changes;
    private final PersonEventStore said;
    private final Sayings sayings;

    Overriding(Judging judging, ChangeStore changes, PersonEventStore said, Sayings sayings) {
        this.sayings = sayings;
        this.judging = judging;
        this.changes = changes;
        this.said = said;
    }

    @Transactional
    public Judged<OverrideGiven> override(
            String prompt,
            Rule rule,
            @Nullable String criterion,
            @Nullable String change,
            String reason,
            Instant until,
            String who) {
        if (!Override.POSSIBLE.contains(rule)) {
            return Judged.refused(
                    Why.INVALID,
                    "rule: %s cannot be overridden (expected one of %s)"
                            .formatted(rule, Override.POSSIBLE.stream().sorted().toList()));
        }
        if (!until.isAfter(Judging.now())) {
            return Judged.refused(Why.INVALID, "until: %s is past (expected: when it ends)".formatted(until));
        }
        var own = (change == null ? changes.unconcludedOf(prompt) : List.of(change))
                .stream().filter(each -> isAuthor(who, each)).findFirst();
        if (own.isPresent()) {
            return Judged.refused(
                    Why.OWN_CHANGE,
                    "%s is an author of %s, and nobody overrides what is found of their own change; another pm can"
                            .formatted(who, own.get()));
        }
        var given = new OverrideGiven(
                prompt,
                "ov-" + UUID.randomUUID().toString().substring(0, 8),
                who,
                rule,
                criterion,
                change,
                reason,
                until);
        return taken(given);
    }

    private boolean isAuthor(String who, String change) {
        return changes.promptOf(change).isPresent()
                && changes.proposal(change).everyAuthor().stream().anyMatch(who::equalsIgnoreCase);
    }

    /** @param until past or now ends an earlier one */
    @Transactional
    public CaseQuarantined quarantine(
            String prompt, String caseId, String owner, String reason, Instant until, String who) {
        var given = new CaseQuarantined(prompt, caseId, owner, who, reason, until);
        taken(given);
        return given;
    }

    /** Those that hold, and those that held. */
    @Transactional
    public List<Quarantine> quarantines(String prompt) {
        return sayings.quarantines(prompt);
    }

    private <E extends PersonEvent> Judged<E> taken(E given) {
        judging.record(given, Judging.now());
        for (var waiting : changes.unconcludedOf(given.prompt())) {
            judging.standing(waiting)
                    .filter(standing -> standing.attempt().state() == State.IN_REVIEW)
                    .ifPresent(judging::decideAgain);
        }
        return new Taken<>(given);
    }

    /** Oldest first. */
    public List<OverrideGiven> all(String prompt) {
        return said.ofPrompt(prompt, OverrideGiven.class).stream()
                .map(PersonEventStore.Said::event)
                .toList();
    }
}
