package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.Member;
import dev.belay.gate.decision.domain.Member.Standing;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes with which one is decided. Each of them is locked as far as it is free; one that somebody works on counts as not
 * ready, and is looked at again.
 */
@ApplicationScoped
class Together {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final Ground ground;
    private final Drifting drifting;

    Together(ChangeStore changes, AttemptStore attempts, Ground ground, Drifting drifting) {
        this.changes = changes;
        this.attempts = attempts;
        this.ground = ground;
        this.drifting = drifting;
    }

    /**
     * @param attempt locked; absent where none can be had
     * @param inputs decided alone, as they are now; absent unless it would be approved so
     */
    record Other(Member member, Optional<Attempt> attempt, Optional<Inputs> inputs) {

        private static Other of(String prompt, String change, Attempt attempt, Standing standing, String says) {
            return new Other(
                    new Member(
                            prompt,
                            change,
                            standing,
                            "v%d %s (%s)".formatted(attempt.candidate().number(), says, change)),
                    Optional.of(attempt),
                    Optional.empty());
        }
    }

    boolean isAlone(Attempt attempt) {
        return changes.proposal(attempt.change()).together() == null;
    }

    /** In the order of their prompts. */
    List<Other> others(Attempt attempt, RunOpened opened, Instant now) {
        var proposal = changes.proposal(attempt.change());
        var together = proposal.together();
        var others = new ArrayList<Other>();
        if (together != null) {
            for (var prompt : together.besides(attempt.prompt())) {
                others.add(other(proposal, prompt, opened, now));
            }
        }
        return others;
    }

    private Other other(ChangeProposed proposal, String prompt, RunOpened opened, Instant now) {
        var change = changes.member(proposal, prompt);
        if (change.isEmpty()) {
            var late = now.isAfter(opened.deadline());
            var says = late ? "was never proposed with it" : "is not proposed yet";
            return new Other(
                    new Member(prompt, null, late ? Standing.ENDED : Standing.OPEN, says),
                    Optional.empty(),
                    Optional.empty());
        }
        return changes.lockIfFree(change.get())
                .map(attempt -> standing(attempt, now))
                .orElseGet(() -> new Other(
                        new Member(prompt, change.get(), Standing.OPEN, "is just being looked at"),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Other standing(Attempt attempt, Instant now) {
        var prompt = attempt.prompt();
        var change = attempt.change();
        return switch (attempt.state()) {
            case APPROVED -> Other.of(prompt, change, attempt, Standing.READY, "is approved");
            case REJECTED -> Other.of(prompt, change, attempt, Standing.ENDED, "is rejected");
            case WITHDRAWN -> Other.of(prompt, change, attempt, Standing.ENDED, "is withdrawn");
            case OUTDATED -> Other.of(prompt, change, attempt, Standing.OPEN, "is evaluated again");
            case EVALUATING, IN_REVIEW -> undecided(attempt, now);
        };
    }

    /** As it would be decided alone. */
    private Other undecided(Attempt attempt, Instant now) {
        var prompt = attempt.prompt();
        var change = attempt.change();
        var standing = attempts.of(attempt.run()).orElseThrow();
        if (attempt.concluded()) {
            return Other.of(prompt, change, attempt, Standing.ENDED, "is held back");
        }
        if (!attempts.isPinned(attempt.run()) || !standing.progress().isComplete()) {
            return Other.of(prompt, change, attempt, Standing.OPEN, "is being evaluated");
        }
        var inputs = ground.of(attempt, standing.opened(), now);
        if (Gate.decide(inputs) instanceof Decided decided && decided.verdict() != Verdict.REJECTED) {
            if (drifting.measure(attempt, standing.opened(), inputs)) {
                inputs = ground.of(attempt, standing.opened(), now);
            }
            return measured(attempt, inputs);
        }
        return Other.of(prompt, change, attempt, Standing.OPEN, "is being decided");
    }

    private static Other measured(Attempt attempt, Inputs inputs) {
        if (!(Gate.decide(inputs) instanceof Decided decided) || decided.verdict() == Verdict.REJECTED) {
            return Other.of(attempt.prompt(), attempt.change(), attempt, Standing.OPEN, "is being decided");
        }
        if (decided.verdict() == Verdict.HELD_BACK) {
            // One that was just measured says so itself, in a moment, and who is asked hears of it then.
            var standing = attempt.state() == State.IN_REVIEW ? Standing.WAITS : Standing.OPEN;
            return Other.of(attempt.prompt(), attempt.change(), attempt, standing, "waits for " + decided.waitsFor());
        }
        var ready = Other.of(attempt.prompt(), attempt.change(), attempt, Standing.READY, "passes");
        return new Other(ready.member(), ready.attempt(), Optional.of(inputs));
    }
}
