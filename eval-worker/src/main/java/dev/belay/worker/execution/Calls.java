package dev.belay.worker.execution;

import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.outbox.TransientFault;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.store.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Calls of providers, each under a claim of the ledger. */
@ApplicationScoped
class Calls {

    private final Models models;
    private final Ledger ledger;
    private final ExecutionMetrics metrics;

    Calls(Models models, Ledger ledger, ExecutionMetrics metrics) {
        this.models = models;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** Blocks until the limits of who is asked let the call begin. Whoever does not make it closes the turn. */
    Turn turn(CompletionRequest request) {
        try {
            return models.turn(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("stopped while waiting for a turn", e);
        }
    }

    /** Of what comes without a usable reply, the claim is released. */
    Answer call(CompletionRequest request, Ask ask, UUID claim, Turn turn) {
        var answer = metrics.timed(() -> models.complete(request, turn));
        if (answer instanceof Answer.Fault fault) {
            var interrupted = Thread.interrupted();
            ledger.release(ask, claim, Faults.mayBeBilled(fault));
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new TransientFault("stopped during a call", new InterruptedException(fault.message()));
            }
        }
        return answer;
    }
}
