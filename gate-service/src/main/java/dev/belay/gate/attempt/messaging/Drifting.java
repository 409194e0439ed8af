package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.decision.domain.Drift;
import dev.belay.gate.decision.domain.Drift.Compared;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.registry.Ledger;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures how far the outputs of an attempt moved from the live version's, before anything is approved or asked. */
@ApplicationScoped
class Drifting {

    private final AttemptStore attempts;
    private final Ledger ledger;

    Drifting(AttemptStore attempts, Ledger ledger) {
        this.attempts = attempts;
        this.ledger = ledger;
    }

    /**
     * Returns whether something was measured that was not known before. While the ledger is away it throws, so that the attempt
     * waits; once the run's deadline is past it says that it could not be measured.
     */
    boolean measure(Attempt attempt, RunOpened opened, Inputs inputs) {
        if (opened.baseline() == null
                || !Drift.isAskedFor(inputs.criteria().affectsOrDefault())
                || attempts.drift(attempt.run()).isPresent()) {
            return false;
        }
        var results = Stream.concat(inputs.candidateResults().stream(), inputs.baselineResults().stream())
                .toList();
        var sample = Drift.sample(attempt.change(), inputs.suite(), results);
        attempts.drifted(attempt.run(), measured(sample, opened, inputs));
        return true;
    }

    private Drift measured(List<Compared> sample, RunOpened opened, Inputs inputs) {
        if (sample.isEmpty()) {
            return Drift.of(sample, "", Map.of());
        }
        try {
            var embedded = ledger.embeddings(
                    sample.stream().flatMap(Compared::outputs).distinct().toList());
            return Drift.of(sample, embedded.model(), embedded.vectors());
        } catch (TransientFault away) {
            if (inputs.asOf().isAfter(opened.deadline())) {
                return Drift.unmeasured("the workers do not answer");
            }
            throw away;
        }
    }
}
