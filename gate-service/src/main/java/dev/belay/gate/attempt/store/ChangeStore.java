package dev.belay.gate.attempt.store;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Changes and how each ended. A change is locked before anything of it is read, so that two instances of the gate never
 * decide from the same state.
 */
@ApplicationScoped
public class ChangeStore implements PanacheRepositoryBase<ChangeRow, String> {

    /** Hibernate's value for "skip locked". */
    private static final int SKIP_LOCKED = -2;

    /** Returns whether it is new. Its first attempt has yet to be opened. */
    public boolean propose(ChangeProposed proposed, Instant at) {
        if (findById(proposed.change(), LockModeType.PESSIMISTIC_WRITE) != null) {
            return false;
        }
        var row = new ChangeRow();
        row.change = proposed.change();
        row.prompt = proposed.prompt();
        row.proposal = JsonText.of(proposed);
        row.proposedAt = at;
        row.attempt = 1;
        row.grouped = proposed.together() == null ? null : proposed.together().group();
        persist(row);
        return true;
    }

    /** The current attempts that wait for somebody. */
    public List<Attempt> inReview() {
        return getEntityManager()
                .createQuery("""
                        select c from ChangeRow c, AttemptRow a where a.change = c.change and a.attempt = c.attempt
                        and a.state = 'in-review'
                        and not exists (select 1 from ConclusionRow e where e.change = c.change)""", ChangeRow.class)
                .getResultStream()
                .map(this::current)
                .toList();
    }

    public Optional<String> promptOf(String change) {
        return QuarkusTransaction.isActive()
                ? findByIdOptional(change).map(row -> row.prompt)
                : QuarkusTransaction.requiringNew()
                        .call(() -> findByIdOptional(change).map(row -> row.prompt));
    }

    /** The prompts that are released with it, its own included. */
    public Set<String> together(String change) {
        var proposal = QuarkusTransaction.isActive()
                ? proposal(change)
                : QuarkusTransaction.requiringNew().call(() -> proposal(change));
        return proposal.together() == null
                ? Set.of(proposal.prompt())
                : proposal.together().prompts();
    }

    public ChangeProposed proposal(String change) {
        return JsonText.read(findById(change).proposal, ChangeProposed.class);
    }

    /** Its current attempt; waits for whoever else works on the change. */
    public Optional<Attempt> lock(String change) {
        return findByIdOptional(change, LockModeType.PESSIMISTIC_WRITE).map(this::current);
    }

    /** The same, but absent when somebody else works on it. */
    public Optional<Attempt> lockIfFree(String change) {
        PanacheQuery<ChangeRow> free = find("change", change)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED);
        return free.firstResultOptional().map(this::current);
    }

    /** The change of another prompt that was proposed in the same group, by the same author; empty while there is none. */
    public Optional<String> member(ChangeProposed of, String prompt) {
        var together = Objects.requireNonNull(of.together(), "together");
        PanacheQuery<ChangeRow> found =
                find("prompt = ?1 and grouped = ?2", Sort.by("proposedAt"), prompt, together.group());
        return found.stream()
                .map(row -> JsonText.read(row.proposal, ChangeProposed.class))
                .filter(other -> together.equals(other.together())
                        && other.author().equals(of.author())
                        && other.check() == of.check())
                .map(ChangeProposed::change)
                .findFirst();
    }

    /** Those that wait for somebody and are decided with others: what they wait for may be one of these. */
    public List<String> waitingTogether() {
        return getEntityManager().createQuery("""
                        select c.change from ChangeRow c, AttemptRow a where c.grouped is not null
                        and a.change = c.change and a.attempt = c.attempt and a.state = 'in-review'
                        and not exists (select 1 from ConclusionRow e where e.change = c.change)""", String.class).getResultList();
    }

    /** In one order for all, so that two deployments of a prompt do not wait for each other. */
    public List<String> unconcludedOf(String prompt) {
        return getEntityManager()
                .createQuery("""
                        select c.change from ChangeRow c where c.prompt = :prompt
                        and not exists (select 1 from ConclusionRow e where e.change = c.change)
                        order by c.change""", String.class)
                .setParameter("prompt", prompt)
                .getResultList();
    }

    /** The change of {@code prompt} that others' promotes wait for: of several the one proposed first. */
    public Optional<String> reserverOf(String prompt, Instant now) {
        return getEntityManager()
                .createQuery("""
                        select c.change from ChangeRow c where c.prompt = :prompt and c.reservedUntil > :now
                        and not exists (select 1 from ConclusionRow e where e.change = c.change)
                        order by c.proposedAt, c.change""", String.class)
                .setParameter("prompt", prompt)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    public void goOnWith(String change, int attempt, boolean refused) {
        var row = findById(change);
        row.attempt = attempt;
        row.refusals += refused ? 1 : 0;
    }

    public void reserve(String change, Instant until) {
        findById(change).reservedUntil = until;
    }

    /** Breaks on its key when the change has ended before. */
    public void conclude(Attempt attempt, String verdict, Instant at) {
        var row = new ConclusionRow();
        row.change = attempt.change();
        row.run = attempt.run();
        row.verdict = verdict;
        row.concludedAt = at;
        getEntityManager().persist(row);
    }

    private Attempt current(ChangeRow row) {
        var attempt = getEntityManager().find(AttemptRow.class, RunControlEvent.runId(row.change, row.attempt));
        var opened = JsonText.read(attempt.opened, RunOpened.class);
        return new Attempt(
                row.prompt,
                row.change,
                row.attempt,
                State.named(attempt.state),
                JsonText.read(row.proposal, ChangeProposed.class).check(),
                opened.candidate(),
                opened.baselineDeployment(),
                getEntityManager().find(ConclusionRow.class, row.change) != null,
                row.refusals,
                attempt.promoted);
    }
}
