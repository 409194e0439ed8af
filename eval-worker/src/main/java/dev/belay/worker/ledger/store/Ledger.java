package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.domain.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who calls the provider for a request, and what came of it. */
@ApplicationScoped
public class Ledger {

    private final CompletionRepository completions;
    private final BudgetStore budgets;
    private final LedgerConfig config;

    Ledger(CompletionRepository completions, BudgetStore budgets, LedgerConfig config) {
        this.completions = completions;
        this.budgets = budgets;
        this.config = config;
    }

    /** With the money for the call reserved. Granted once it has committed, and not before: the caller's transaction may be shared. */
    @Transactional
    public Claim claim(Ask ask) {
        var claimed = claimOf(ask);
        if (completions.insertClaim(claimed)) {
            var answer = reserve(ask, claimed);
            if (!(answer instanceof Claim.Granted)) {
                completions.deleteById(claimed.digest);
            }
            return answer;
        }
        var entity = completions.lock(claimed.digest);
        if (entity == null) {
            return new Claim.Busy();
        }
        return switch (Turn.of(entity.entry(), completions.now())) {
            case Turn.Use(var completion) -> new Claim.Known(completion);
            case Turn.Wait wait -> new Claim.Busy();
            case Turn.Gone(var erasedAt, var reason) -> new Claim.Gone(erasedAt, reason);
            case Turn.Call call -> takeOver(ask, entity, claimed);
        };
    }

    private CompletionEntity claimOf(Ask ask) {
        var claimed = new CompletionEntity();
        claimed.digest = ask.request().value();
        claimed.team = ask.team();
        claimed.provider = ask.provider();
        claimed.model = ask.model();
        claimed.claim = UUID.randomUUID();
        claimed.leaseUntil = completions.now().plus(config.lease());
        return claimed;
    }

    private Claim takeOver(Ask ask, CompletionEntity expired, CompletionEntity claimed) {
        var answer = reserve(ask, claimed);
        if (answer instanceof Claim.Granted) {
            expired.claim = claimed.claim;
            expired.leaseUntil = claimed.leaseUntil;
        }
        return answer;
    }

    private Claim reserve(Ask ask, CompletionEntity claimed) {
        var budget = budgets.lock(ask.run());
        return switch (budget.ask(ask.mostUsd())) {
            case GRANTED -> {
                budgets.reserve(ask.run(), claimed.claim, ask.mostUsd(), claimed.leaseUntil);
                yield new Claim.Granted(claimed.claim);
            }
            case WAIT -> new Claim.Busy();
            case EXHAUSTED -> new Claim.OverBudget(budget, ask.mostUsd());
        };
    }

    /**
     * In the caller's transaction. Whether this reply is the one that is kept: not when the lease was over and another
     * caller's reply is there already; the money is spent either way.
     */
    @Transactional(TxType.MANDATORY)
    public boolean record(String run, UUID claim, Completion completion) {
        var entity = completions.lock(completion.digest().value());
        var kept = entity == null || entity.entry() instanceof Entry.Claimed;
        if (entity == null) {
            completions.persist(CompletionEntity.of(completion));
        } else if (kept) {
            entity.record(completion);
        }
        var cost = completion.costUsd();
        budgets.settle(run, claim, cost == null ? BigDecimal.ZERO : cost);
        return kept;
    }

    /**
     * After a call without a usable reply, so that another may be made.
     *
     * @param billed whether the provider may ask money for it all the same
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void release(Ask ask, UUID claim, boolean billed) {
        completions.delete(
                "digest = ?1 and claim = ?2 and recordedAt is null",
                ask.request().value(),
                claim);
        budgets.settle(ask.run(), claim, billed ? null : BigDecimal.ZERO);
    }

    @Transactional
    public Optional<Entry> find(Digest request) {
        return completions.findByIdOptional(request.value()).map(CompletionEntity::entry);
    }

    /** Whether a reply was there to erase; an erased one stays as it was erased first. */
    @Transactional
    public boolean erase(Digest request, String by, String reason) {
        @Nullable CompletionEntity entity = completions.lock(request.value());
        if (entity == null || !(entity.entry() instanceof Entry.Recorded)) {
            return false;
        }
        entity.erase(completions.now(), by, reason);
        return true;
    }
}
