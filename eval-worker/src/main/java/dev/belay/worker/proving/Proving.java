package dev.belay.worker.proving;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.proving.Examples;
import dev.belay.worker.execution.Judging;
import dev.belay.worker.execution.Judging.Payer;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.proving.store.ProofStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries the examples of criteria with the judge that would read outputs by them. Its replies lie in the ledger, so that what was
 * tried before costs nothing again; the calls that are made have a budget of their own.
 */
@ApplicationScoped
public class Proving {

    private final Judging judging;
    private final BudgetStore budgets;
    private final ProofStore proofs;

    Proving(Judging judging, BudgetStore budgets, ProofStore proofs) {
        this.judging = judging;
        this.budgets = budgets;
        this.proofs = proofs;
    }

    /**
     * A proof that holds is given again without a call.
     *
     * @param own the prompt's model, which judges where nobody else is named; absent when there is no prompt yet
     * @param budgetUsd what the calls may cost at most
     */
    public CriteriaProof prove(String prompt, CriteriaDocument criteria, @Nullable Model own, BigDecimal budgetUsd)
            throws InterruptedException {
        var digest = CanonicalJson.of(criteria, EventJson.mapper()).digest();
        var known = proofs.find(digest).filter(CriteriaProof::holds);
        if (known.isPresent()) {
            return known.get();
        }
        var payer = new Payer("proof-" + UUID.randomUUID(), prompt.substring(0, Math.max(0, prompt.indexOf('/'))));
        QuarkusTransaction.requiringNew().run(() -> budgets.open(payer.run(), budgetUsd));
        var judge = Examples.askJudge(criteria) ? judging.judgeOf(criteria, own) : null;
        var examples = Examples.prove(criteria, judging.scorer(criteria, own, payer));
        var spent = QuarkusTransaction.requiringNew().call(() -> budgets.spent(payer.run()));
        var proof = new CriteriaProof(digest, judge, examples, spent, Instant.now());
        proofs.keep(proof);
        return proof;
    }
}
