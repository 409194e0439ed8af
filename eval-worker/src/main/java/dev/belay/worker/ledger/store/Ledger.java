package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.worker.ledger.LedgerConfig;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Budget;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.domain.Turn;
import dev.belay.worker.ledger.store.BudgetStore.Reservation;
import dev.belay.worker.ledger.store.BudgetStore.Settlement;
import dev.belay.worker.ledger.store.Claims.Inserted;
import dev.belay.worker.ledger.store.Claims.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who calls the provider for a request, and what came of it; for many requests at the cost of a few statements. */
@ApplicationScoped
public class Ledger {

    private final Claims claims;
    private final Replies recorded;
    private final CompletionRows completions;
    private final BudgetStore budgets;
    private final LedgerConfig config;

    Ledger(Claims claims, Replies recorded, CompletionRows completions, BudgetStore budgets, LedgerConfig config) {
        this.claims = claims;
        this.recorded = recorded;
        this.completions = completions;
        this.budgets = budgets;
        this.config = config;
    }

    @Transactional
    public Claim claim(Ask ask) {
        return claim(List.of(ask)).getFirst();
    }

    /**
     * Each with the money for its call reserved, in the order of the asks. Granted once it has committed, and not before:
     * the caller's transaction may be shared.
     */
    @Transactional
    public List<Claim> claim(List<Ask> asks) {
        var wanted =
                asks.stream().map(ask -> new Wanted(ask, UUID.randomUUID())).toList();
        var inserted = claims.insert(wanted, config.lease());
        return inserted.paid().size() == wanted.size()
                ? wanted.stream()
                        .<Claim>map(row -> new Claim.Granted(row.claim()))
                        .toList()
                : claim(wanted, inserted);
    }

    /** Where somebody has claimed a request before, or money is short. */
    private List<Claim> claim(List<Wanted> wanted, Inserted inserted) {
        var now = completions.now();
        var leaseUntil = now.plus(config.lease());
        var turns = turns(wanted, inserted, now);
        var answers = reserve(wanted, inserted, turns, leaseUntil);
        settleRows(wanted, inserted.rows(), answers, leaseUntil);
        return answers;
    }

    /** Whoever inserted the row calls; of those that want an expired claim, the first does. */
    private List<Turn> turns(List<Wanted> wanted, Inserted inserted, Instant now) {
        var others = wanted.stream()
                .filter(row -> !inserted.rows().contains(row.claim()))
                .map(row -> row.ask().request())
                .distinct()
                .toList();
        Map<Digest, Entry> entries = others.isEmpty() ? Map.of() : new HashMap<>(completions.lock(others));
        var turns = new ArrayList<Turn>();
        for (var row : wanted) {
            var digest = row.ask().request();
            if (inserted.rows().contains(row.claim())) {
                turns.add(new Turn.Call(null));
                continue;
            }
            var turn = entries.containsKey(digest) ? Turn.of(entries.get(digest), now) : new Turn.Wait(now);
            if (turn instanceof Turn.Call) {
                entries.put(digest, new Entry.Claimed(row.claim(), now.plus(config.lease())));
            }
            turns.add(turn);
        }
        return turns;
    }

    private List<Claim> reserve(List<Wanted> wanted, Inserted inserted, List<Turn> turns, Instant leaseUntil) {
        var left = budgetsOfUnpaid(wanted, inserted, turns);
        var reservations = new ArrayList<Reservation>();
        var answers = new ArrayList<Claim>();
        for (int i = 0; i < turns.size(); i++) {
            var row = wanted.get(i);
            answers.add(
                    switch (turns.get(i)) {
                        case Turn.Use(var completion) -> new Claim.Known(completion);
                        case Turn.Wait wait -> new Claim.Busy();
                        case Turn.Gone(var erasedAt, var reason) -> new Claim.Gone(erasedAt, reason);
                        case Turn.Call call
                        when inserted.paid().contains(row.claim()) -> new Claim.Granted(row.claim());
                        case Turn.Call call -> reserve(row, left, reservations);
                    });
        }
        if (!reservations.isEmpty()) {
            budgets.reserve(reservations, leaseUntil);
        }
        return List.copyOf(answers);
    }

    /** Locks those of the runs that have a call to pay for. */
    private Map<String, Budget> budgetsOfUnpaid(List<Wanted> wanted, Inserted inserted, List<Turn> turns) {
        var runs = new ArrayList<String>();
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i) instanceof Turn.Call
                    && !inserted.paid().contains(wanted.get(i).claim())) {
                runs.add(wanted.get(i).ask().run());
            }
        }
        return runs.isEmpty() ? Map.of() : budgets.lock(runs);
    }

    private static Claim reserve(Wanted row, Map<String, Budget> left, List<Reservation> reservations) {
        var ask = row.ask();
        var budget = left.get(ask.run());
        return switch (budget.ask(ask.mostUsd())) {
            case GRANTED -> {
                left.put(ask.run(), budget.reserving(ask.mostUsd()));
                reservations.add(new Reservation(row.claim(), ask.run(), ask.mostUsd()));
                yield new Claim.Granted(row.claim());
            }
            case WAIT -> new Claim.Busy();
            case EXHAUSTED -> new Claim.OverBudget(budget, ask.mostUsd());
        };
    }

    /** What was granted is claimed, and what was claimed without money is given back. */
    private void settleRows(List<Wanted> wanted, Set<UUID> inserted, List<Claim> answers, Instant leaseUntil) {
        var takenOver = new ArrayList<Wanted>();
        var unpayable = new ArrayList<Wanted>();
        for (int i = 0; i < answers.size(); i++) {
            var row = wanted.get(i);
            boolean granted = answers.get(i) instanceof Claim.Granted;
            boolean isNew = inserted.contains(row.claim());
            if (granted && !isNew) {
                takenOver.add(row);
            } else if (!granted && isNew) {
                unpayable.add(row);
            }
        }
        if (!takenOver.isEmpty()) {
            completions.replaceClaims(takenOver, leaseUntil);
        }
        if (!unpayable.isEmpty()) {
            completions.drop(unpayable);
        }
    }

    /** A reply, and the claim under which it was paid. */
    public record Paid(String run, UUID claim, Completion completion) {}

    /**
     * In the caller's transaction. The claims of the replies that are kept: not those whose lease was over and for which
     * another caller's reply is there already; the money is spent either way.
     */
    @Transactional(TxType.MANDATORY)
    public Set<UUID> record(List<Paid> replies) {
        var first = new LinkedHashMap<Digest, Paid>();
        replies.forEach(paid -> first.putIfAbsent(paid.completion().digest(), paid));
        var kept = recorded.record(
                first.values().stream().map(Paid::completion).toList(),
                replies.stream()
                        .map(paid -> new Settlement(paid.run(), paid.claim(), costOf(paid.completion())))
                        .toList());
        return kept.stream().map(digest -> first.get(digest).claim()).collect(Collectors.toUnmodifiableSet());
    }

    private static BigDecimal costOf(Completion completion) {
        var cost = completion.costUsd();
        return cost == null ? BigDecimal.ZERO : cost;
    }

    /**
     * After a call without a usable reply, so that another may be made.
     *
     * @param billed whether the provider may ask money for it all the same
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void release(Ask ask, UUID claim, boolean billed) {
        completions.drop(List.of(new Wanted(ask, claim)));
        budgets.settle(List.of(new Settlement(ask.run(), claim, billed ? null : BigDecimal.ZERO)));
    }

    @Transactional
    public Optional<Entry> find(Digest request) {
        return completions.find(request);
    }

    /** Whether a reply was there to erase; an erased one stays as it was erased first. */
    @Transactional
    public boolean erase(Digest request, String by, String reason) {
        return completions.erase(request, by, reason);
    }
}
