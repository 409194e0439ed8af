package dev.belay.worker.execution;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.assertion.Exchange;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.judging.JudgedBy;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.scoring.Scored;
import dev.belay.evaluation.scoring.Scored.Judged;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Completion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task with what it refers to. */
sealed interface PreparedCase {

    /** There is nothing that a model could be asked. */
    record Unusable(Fault fault) implements PreparedCase {}

    record Ready(EvalTask task, CriteriaDocument criteria, Case evalCase, CompletionRequest request, Ask ask)
            implements PreparedCase {

        Completion completion(Answer.Reply reply, Instant recordedAt) {
            return PreparedCase.completion(ask, reply, recordedAt);
        }

        private static String finishReason(Completion completion) {
            return completion.finishReason() == null ? "" : completion.finishReason();
        }

        private static List<Check> withJudges(Scored scored) {
            if (scored.judged().isEmpty()) {
                return scored.checks();
            }
            return scored.checks().stream()
                    .map(check -> withJudges(check, scored.judged()))
                    .toList();
        }

        private static Check withJudges(Check check, List<Judged> judged) {
            var confirmation = check.confirmation();
            return new Check(
                    check.source(),
                    check.id(),
                    check.type(),
                    check.outcome(),
                    check.score(),
                    check.reason(),
                    judge(check, judged, false),
                    confirmation == null ? null : new Confirmation(confirmation.outcome(), judge(check, judged, true)));
        }

        private static CaseEvaluated.@Nullable JudgedBy judge(Check check, List<Judged> judged, boolean confirms) {
            return judged.stream()
                    .filter(one ->
                            one.source() == check.source() && one.id().equals(check.id()) && one.confirms() == confirms)
                    .map(one -> one.judgement().by())
                    .reduce(JudgedBy::and)
                    .map(by -> new CaseEvaluated.JudgedBy(by.provider(), by.model(), by.prompt(), by.completions()))
                    .orElse(null);
        }

        /** Latency and cost are the recorded call's, whoever made it. */
        CaseEvaluated scoredBy(Scorer scorer, Completion completion, boolean paid) {
            var cost = completion.costUsd();
            var output = new Output(
                    completion.text(),
                    completion.latencyMs(),
                    cost == null ? null : Double.valueOf(cost.doubleValue()),
                    Response.of(completion.text(), finishReason(completion), false, request.tools()));
            var scored = scorer.score(criteria, evalCase, output, Exchange.promptText(request.messages()));
            return new CaseEvaluated(
                    task.task(),
                    task.run(),
                    task.prompt(),
                    task.subject(),
                    task.caseId(),
                    task.sample(),
                    scored.outcome(),
                    withJudges(scored),
                    scored.error(),
                    completion.digest(),
                    completion.latencyMs(),
                    cost,
                    completion.promptTokens(),
                    completion.completionTokens(),
                    paid);
        }
    }

    /** A reply as the ledger keeps it. */
    static Completion completion(Ask ask, Answer.Reply reply, Instant recordedAt) {
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
}
