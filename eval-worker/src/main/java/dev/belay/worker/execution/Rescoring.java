package dev.belay.worker.execution;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import dev.belay.evaluation.template.TemplateFailed;
import dev.belay.worker.execution.Judging.Payer;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.registry.DocumentMissing;
import dev.belay.worker.registry.Documents;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Scores recorded outputs by criteria that need not be published. No prompt's model is asked; a judge may be, once for each reply. */
@ApplicationScoped
public class Rescoring {

    private final Documents documents;
    private final Models models;
    private final Judging judging;
    private final Ledger ledger;
    private final BudgetStore budgets;

    Rescoring(Documents documents, Models models, Judging judging, Ledger ledger, BudgetStore budgets) {
        this.documents = documents;
        this.models = models;
        this.judging = judging;
        this.ledger = ledger;
        this.budgets = budgets;
    }

    /**
     * @param candidate digest of the version; {@code baseline} likewise, absent where nothing was live
     * @param results whose outputs are scored anew; what has none stays as it is
     * @param budgetUsd what the judge may cost at most
     */
    public record Order(
            String prompt,
            CriteriaDocument criteria,
            Digest suite,
            Digest candidate,
            @Nullable Digest baseline,
            List<CaseEvaluated> results,
            BigDecimal budgetUsd) {}

    /**
     * @param results in the order of those that were sent
     * @param costUsd of the judge's calls that were made
     */
    public record Rescored(List<CaseEvaluated> results, BigDecimal costUsd) {}

    public Rescored rescore(Order order) throws InterruptedException {
        int team = Math.max(0, order.prompt().indexOf('/'));
        var payer = new Payer("rescore-" + UUID.randomUUID(), order.prompt().substring(0, team));
        QuarkusTransaction.requiringNew().run(() -> budgets.open(payer.run(), order.budgetUsd()));
        var trials = order.results().stream()
                .<Callable<CaseEvaluated>>map(result -> () -> rescored(order, result, payer))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<CaseEvaluated>();
            for (var scored : threads.invokeAll(trials)) {
                results.add(of(scored));
            }
            var spent = QuarkusTransaction.requiringNew().call(() -> budgets.spent(payer.run()));
            return new Rescored(List.copyOf(results), spent);
        }
    }

    private static CaseEvaluated of(Future<CaseEvaluated> scored) throws InterruptedException {
        try {
            return scored.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private CaseEvaluated rescored(Order order, CaseEvaluated result, Payer payer) {
        var completion = result.completion();
        if (completion == null) {
            return result;
        }
        var task = task(order, result);
        return switch (ledger.find(completion).orElse(null)) {
            case null -> TaskResult.error(task, unrecorded(completion));
            case Entry.Claimed claimed -> TaskResult.error(task, unrecorded(completion));
            case Entry.Erased(var at, var reason) -> TaskResult.error(task, Faults.erased(at, reason));
            case Entry.Recorded(var recorded) -> scored(order, task, recorded, payer, result.paid());
        };
    }

    private CaseEvaluated scored(Order order, EvalTask task, Completion completion, Payer payer, boolean paid) {
        try {
            var version = documents.version(task.version());
            var evalCase = documents.evalCase(order.suite(), task.caseId());
            var rendered = version.template().render(evalCase.vars());
            var request = models.request(version.prompt(), rendered, evalCase.vars(), task.sample(), task.epoch());
            var ask = new Ask(
                    completion.digest(),
                    payer.run(),
                    payer.team(),
                    completion.provider(),
                    completion.model(),
                    BigDecimal.ZERO);
            var ready = new PreparedCase.Ready(task, order.criteria(), evalCase, request, ask);
            return ready.scoredBy(judging.scorer(order.criteria(), request.model(), payer), completion, paid);
        } catch (TemplateFailed e) {
            return TaskResult.error(task, Faults.cannotRender(task.caseId()));
        } catch (DocumentMissing e) {
            return TaskResult.error(task, new Fault(e.kind(), String.valueOf(e.getMessage())));
        }
    }

    private static EvalTask task(Order order, CaseEvaluated result) {
        var version = result.subject() == Subject.CANDIDATE ? order.candidate() : order.baseline();
        if (version == null) {
            throw new IllegalArgumentException(
                    "baseline: missing (expected: the version that outputs of the baseline are of)");
        }
        return new EvalTask(
                result.task(),
                result.run(),
                order.prompt(),
                result.subject(),
                version,
                version,
                order.suite(),
                result.caseId(),
                1,
                result.sample(),
                0);
    }

    private static Fault unrecorded(Digest completion) {
        return new Fault("unrecorded", "no reply is recorded under " + completion.value());
    }
}
