package dev.belay.worker.execution;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.outbox.TransientFault;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.ledger.store.Ledger.Paid;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Scores outputs, with a judge model where one can be asked: the one that the criteria name, else the one that is configured,
 * else the prompt's own. Each of its replies is paid once: claimed in the ledger before
 * the call and recorded after it, on the budget of the run, as a prompt's own replies are.
 */
@ApplicationScoped
public class Judging {

    private final Models models;
    private final Calls calls;
    private final Ledger ledger;
    private final LedgerConfig config;
    private final ExecutionMetrics metrics;
    private final Checker checker;

    Judging(Models models, Calls calls, Ledger ledger, LedgerConfig config, ExecutionMetrics metrics) {
        this.models = models;
        this.calls = calls;
        this.ledger = ledger;
        this.config = config;
        this.metrics = metrics;
        this.checker = new Checker(models.embeddings()).with(models.webhooks());
    }

    /** Whose budget pays, and who may erase the replies. */
    public record Payer(String run, String team) {}

    Scorer scorer(PreparedCase.Ready ready) {
        var task = ready.task();
        return new Scorer(models.judge(ready.criteria(), ready.request().model())
                .map(judge -> judge.at(task.sample(), task.epoch()))
                .map(judge ->
                        asking(judge, new Payer(ready.ask().run(), ready.ask().team())))
                .orElse(checker));
    }

    /**
     * For texts that no task asked for.
     *
     * @param own the model of the prompt; absent when there is none
     */
    public Scorer scorer(CriteriaDocument criteria, @Nullable Model own, Payer payer) {
        return new Scorer(
                models.judge(criteria, own).map(judge -> asking(judge, payer)).orElse(checker));
    }

    /** Who that asks, {@code provider:model}; null when nobody can be asked. */
    public @Nullable String judgeOf(CriteriaDocument criteria, @Nullable Model own) {
        return models.judge(criteria, own)
                .map(judge -> judge.model().provider() + ":" + judge.model().name())
                .orElse(null);
    }

    private Checker asking(Judge judge, Payer payer) {
        return checker.with(judge.asking(request -> ask(request, payer)));
    }

    private Answer ask(CompletionRequest request, Payer payer) {
        var ask = new Ask(
                request.digest(),
                payer.run(),
                payer.team(),
                request.model().provider(),
                request.model().name(),
                models.mostUsd(request));
        while (true) {
            var answer = attempt(request, ask);
            if (answer.isPresent()) {
                return answer.get();
            }
            pause();
        }
    }

    /** Empty while another makes the call for the same reply, or may leave money for this one. */
    private Optional<Answer> attempt(CompletionRequest request, Ask ask) {
        try (var turn = calls.turn(request)) {
            return switch (ledger.claim(ask)) {
                case Claim.Busy busy -> Optional.empty();
                case Claim.Known(var completion) -> {
                    metrics.hit();
                    yield Optional.of(reply(completion));
                }
                case Claim.OverBudget(var budget, var most) ->
                    Optional.of(new Answer.Fault(
                            Answer.Kind.NOT_ALLOWED,
                            Faults.overBudget(budget, most).message(),
                            false));
                case Claim.Gone(var at, var reason) ->
                    Optional.of(new Answer.Fault(
                            Answer.Kind.BAD_REPLY, Faults.erased(at, reason).message(), false));
                case Claim.Granted(var claim) ->
                    switch (calls.call(request, ask, claim, turn)) {
                        case Answer.Fault fault -> Optional.of(fault);
                        case Answer.Reply reply -> recorded(ask, claim, reply);
                    };
            };
        }
    }

    /** Empty when another's reply is in the ledger, which the judgement has to be by. */
    private Optional<Answer> recorded(Ask ask, UUID claim, Answer.Reply reply) {
        var completion = PreparedCase.completion(ask, reply, Instant.now());
        var kept = QuarkusTransaction.requiringNew()
                .call(() -> ledger.record(List.of(new Paid(ask.run(), claim, completion))));
        return kept.contains(claim) ? Optional.of(reply) : Optional.empty();
    }

    private static Answer reply(Completion completion) {
        return new Answer.Reply(
                completion.text(),
                completion.finishReason() == null ? "unknown" : completion.finishReason(),
                false,
                completion.latencyMs(),
                completion.promptTokens(),
                completion.completionTokens(),
                completion.costUsd(),
                completion.simulated());
    }

    private void pause() {
        try {
            Thread.sleep(config.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("stopped while waiting for a judge", e);
        }
    }
}
