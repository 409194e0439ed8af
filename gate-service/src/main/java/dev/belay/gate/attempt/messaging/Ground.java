package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.closure.store.ClosureStore;
import dev.belay.gate.decision.domain.Drift;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.RolledBack;
import dev.belay.gate.decision.domain.RuleSet;
import dev.belay.gate.judgement.Sayings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings together what an attempt is decided from. */
@ApplicationScoped
public class Ground {

    private final AttemptStore attempts;
    private final ResultStore results;
    private final PromptStore prompts;
    private final ChangeStore changes;
    private final Sayings sayings;
    private final ClosureStore closures;
    private final GateConfig config;

    Ground(
            AttemptStore attempts,
            ResultStore results,
            PromptStore prompts,
            ChangeStore changes,
            Sayings sayings,
            ClosureStore closures,
            GateConfig config) {
        this.changes = changes;
        this.sayings = sayings;
        this.closures = closures;
        this.attempts = attempts;
        this.results = results;
        this.prompts = prompts;
        this.config = config;
    }

    public Inputs of(Attempt attempt, RunOpened opened, Instant now) {
        var pinned = attempts.pinned(attempt.run());
        var measured = results.all(attempt.run());
        var proposal = changes.proposal(attempt.change());
        var drift = attempts.drift(attempt.run());
        var inputs = new Inputs(
                RuleSet.NEWEST.version(),
                now,
                new Inputs.Proposal(
                        attempt.prompt(),
                        attempt.change(),
                        attempt.number(),
                        opened.candidate(),
                        opened.baseline(),
                        opened.baselineDeployment(),
                        opened.criteria(),
                        opened.suite(),
                        opened.samples(),
                        attempt.check(),
                        opened.budgetUsd(),
                        proposal.whole()),
                pinned.criteria(),
                pinned.cases(),
                of(Subject.CANDIDATE, measured),
                of(Subject.BASELINE, measured),
                prompts.known(attempt.prompt(), config.environment())
                        .live()
                        .map(live -> new Inputs.Live(live.number(), live.version()))
                        .orElse(null),
                attempts.extensions(attempt.run()),
                sayings.of(
                        proposal,
                        attempt.number(),
                        pinned.aspects(drift),
                        drift.map(Drift::cases).orElse(Map.of())));
        return inputs.after(rolledBack(opened), of(Subject.HELD, measured));
    }

    /** Absent where no rollback asks anything of the candidate. */
    private @Nullable RolledBack rolledBack(RunOpened opened) {
        var closure = closures.of(opened.prompt());
        return closure.asksOf(opened.candidate())
                .map(rollback -> new RolledBack(
                        rollback.release(),
                        rollback.at(),
                        opened.held(),
                        !rollback.over(),
                        closure.holds(opened.candidate())))
                .orElse(null);
    }

    private static List<CaseEvaluated> of(Subject subject, List<CaseEvaluated> results) {
        return results.stream().filter(result -> result.subject() == subject).toList();
    }
}
