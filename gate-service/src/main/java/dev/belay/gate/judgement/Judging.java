package dev.belay.gate.judgement;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.PersonEvent;
import dev.belay.contracts.decision.PersonEvent.AspectRemoved;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.decision.PersonEvent.TradeOffDecided;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.messaging.Deciding;
import dev.belay.gate.attempt.messaging.Ground;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.judgement.domain.Eligibility;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Refused;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.Refusal;
import dev.belay.gate.judgement.domain.Refusal.Why;
import dev.belay.gate.judgement.store.PersonEventStore;
import dev.belay.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes what people sign and settle of a change that waits, and decides it again. What was said, its event and the decision
 * that may follow from it are one transaction.
 */
@ApplicationScoped
public class Judging {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final Ground ground;
    private final Deciding deciding;
    private final PersonEventStore said;
    private final Outbox outbox;

    Judging(
            ChangeStore changes,
            AttemptStore attempts,
            Ground ground,
            Deciding deciding,
            PersonEventStore said,
            Outbox outbox) {
        this.changes = changes;
        this.attempts = attempts;
        this.ground = ground;
        this.deciding = deciding;
        this.said = said;
        this.outbox = outbox;
    }

    /** A change as somebody finds it who is to judge it. */
    public record Standing(Attempt attempt, RunOpened opened, Inputs inputs) {

        public People people() {
            return Objects.requireNonNull(inputs.people(), "people");
        }
    }

    @Transactional
    public Judged<SignOffGiven> signOff(String change, String who, Set<SignOffRole> roles) {
        return judge(change, standing -> {
            var asked = new TreeSet<>(
                    standing.people().affects(Aspect.SAFETY)
                            ? standing.inputs().criteria().signOffOrDefault()
                            : Set.of(SignOffRole.PM));
            if (standing.inputs().rolledBack() != null) {
                asked.add(SignOffRole.PM);
            }
            return unless(Eligibility.toSign(standing.attempt(), standing.people(), who, roles, asked), () -> {
                var opened = standing.opened();
                return new SignOffGiven(
                        opened.prompt(),
                        change,
                        opened.attempt(),
                        who,
                        roles,
                        opened.candidate().digest(),
                        opened.baseline() == null ? null : opened.baseline().digest(),
                        opened.criteria());
            });
        });
    }

    /** @param ceiling the soft ceiling that is broken */
    @Transactional
    public Judged<TradeOffDecided> tradeOff(
            String change, String ceiling, boolean accepted, String reason, String who, Set<SignOffRole> roles) {
        return judge(
                change,
                standing -> unless(
                        Eligibility.toSettle(standing.attempt(), standing.people(), who, roles),
                        () -> new TradeOffDecided(
                                standing.opened().prompt(),
                                change,
                                standing.opened().attempt(),
                                who,
                                ceiling,
                                accepted,
                                reason)));
    }

    /** Of an aspect that a rule added; what the author declared stays. */
    @Transactional
    public Judged<AspectRemoved> removeAspect(
            String change, Aspect aspect, String reason, String who, Set<SignOffRole> roles) {
        return judge(change, standing -> {
            var added = standing.people().aspects().stream()
                    .anyMatch(affected -> affected.aspect() == aspect && affected.removal() == null);
            if (!added) {
                return Judged.refused(
                        Why.UNKNOWN,
                        "%s does not affect %s (expected one of %s)"
                                .formatted(
                                        change,
                                        aspect.name().toLowerCase(Locale.ROOT),
                                        standing.people().aspects()));
            }
            return unless(
                    Eligibility.toSettle(standing.attempt(), standing.people(), who, roles),
                    () -> new AspectRemoved(
                            standing.opened().prompt(),
                            change,
                            standing.opened().attempt(),
                            who,
                            aspect,
                            reason));
        });
    }

    private <E extends PersonEvent> Judged<E> judge(String change, Function<Standing, Judged<E>> judgement) {
        var found = standing(change);
        if (found.isEmpty()) {
            return Judged.refused(Why.UNKNOWN, "change " + change + " is not known here (expected: its id, ch-…)");
        }
        var judged = judgement.apply(found.get());
        if (judged instanceof Taken<E>(var event)) {
            record(event, now());
            deciding.consider(found.get().attempt());
        }
        return judged;
    }

    /** Locks the change. */
    Optional<Standing> standing(String change) {
        return changes.lock(change)
                .flatMap(attempt -> attempts.of(attempt.run())
                        .filter(standing -> attempts.isPinned(attempt.run()))
                        .map(standing -> new Standing(
                                attempt, standing.opened(), ground.of(attempt, standing.opened(), now()))));
    }

    void decideAgain(Standing standing) {
        deciding.consider(standing.attempt());
    }

    void record(PersonEvent event, Instant at) {
        said.add(event, at);
        outbox.add(UUID.randomUUID().toString(), event);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static <E> Judged<E> unless(Optional<Refusal> refusal, Supplier<E> event) {
        return refusal.<Judged<E>>map(Refused::new).orElseGet(() -> new Taken<>(event.get()));
    }
}
