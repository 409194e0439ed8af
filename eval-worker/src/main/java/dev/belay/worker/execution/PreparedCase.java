package dev.belay.worker.execution;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Completion;
import java.time.Instant;

/** A task with what it refers to. */
sealed interface PreparedCase {

    /** There is nothing that a model could be asked. */
    record Unusable(Fault fault) implements PreparedCase {}

    record Ready(EvalTask task, CriteriaDocument criteria, Case evalCase, CompletionRequest request, Ask ask)
            implements PreparedCase {

        Completion completion(Answer.Reply reply, Instant recordedAt) {
            return new Completion(
                    ask.request(),
                    ask.team(),
                    ask.provider(),
                    ask.model(),
                    reply.text(),
                    reply.finishReason(),
                    reply.latencyMs(),
                    reply.costUsd(),
                    reply.promptTokens(),
                    reply.completionTokens(),
                    recordedAt,
                    reply.simulated());
        }

        /** Latency and cost are the recorded call's, whoever made it. */
        CaseEvaluated scoredBy(Scorer scorer, Completion completion, boolean paid) {
            var cost = completion.costUsd();
            var output = new Output(
                    completion.text(),
                    completion.latencyMs(),
                    cost == null ? null : Double.valueOf(cost.doubleValue()));
            var scored = scorer.score(criteria, evalCase, output);
            return new CaseEvaluated(
                    task.task(),
                    task.run(),
                    task.prompt(),
                    task.subject(),
                    task.caseId(),
                    task.sample(),
                    scored.outcome(),
                    scored.checks(),
                    scored.error(),
                    completion.digest(),
                    completion.latencyMs(),
                    cost,
                    completion.promptTokens(),
                    completion.completionTokens(),
                    paid);
        }
    }
}
