package dev.belay.registry.store;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.change.VersionRef;
import dev.belay.identity.Readable;
import dev.belay.registry.domain.ProposalOutcome;
import dev.belay.registry.domain.Submission.Proposal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changes: proposed, read, asked to be withdrawn. How they are decided is the gate's to say. */
@ApplicationScoped
public class ChangeStore {

    private final PromptRecords records;
    private final PromptStore prompts;
    private final ChangeRows rows;

    ChangeStore(PromptRecords records, PromptStore prompts, ChangeRows rows) {
        this.records = records;
        this.prompts = prompts;
        this.rows = rows;
    }

    /** Proposes a version that the registry has, against its newest criteria and suite. */
    @Transactional
    public Saved<ProposalOutcome> propose(
            String prompt, Predicate<PublishedVersion> candidate, Proposal proposal, String actor) {
        var version = prompts.versions(prompt).stream().filter(candidate).findFirst();
        if (version.isEmpty()) {
            return new Saved.NotFound<>("that version of " + prompt);
        }
        records.lock(prompt);
        var state = records.state(prompt, version.get().digest());
        if (state.criteria() == null) {
            return new Saved.NoCriteria<>();
        }
        if (state.suite() == null) {
            return new Saved.Conflict<>(prompt + " has no suite yet: publish cases first");
        }
        var outcome = ProposalOutcome.of(
                state.undecided(),
                new ChangeProposed(
                        prompt,
                        ChangeIds.next(),
                        new VersionRef(version.get().number(), version.get().digest()),
                        version.get().parent(),
                        state.criteria().digest(),
                        state.suite().digest(),
                        actor,
                        proposal.message(),
                        proposal.aspects(),
                        proposal.check(),
                        proposal.budgetUsd(),
                        proposal.samples(),
                        proposal.authors(),
                        proposal.wholeOrNull(),
                        proposal.together()));
        records.record(outcome.events());
        return new Saved.Done<>(outcome);
    }

    @Transactional
    public Optional<ProposedChange> find(String change) {
        return rows.findByIdOptional(change).map(ProposedChange::of);
    }

    /** Newest first. */
    @Transactional
    public List<ProposedChange> list(@Nullable String prompt, Readable readable, int limit) {
        var found = rows.find(
                "(?1 is null or prompt = ?1)"
                        + " and (?2 = true or substring(prompt, 1, locate('/', prompt) - 1) in ?3)"
                        + " order by proposedAt desc, change",
                prompt,
                readable.everything(),
                readable.teams());
        return found.page(Page.ofSize(limit)).stream().map(ProposedChange::of).toList();
    }

    /** Asks the gate; asking twice is asking once. */
    @Transactional
    public Saved<ProposedChange> requestWithdrawal(String change, String by, String reason) {
        var row = rows.findById(change, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            return new Saved.NotFound<>("change " + change);
        }
        if (row.decidedAt != null) {
            QuarkusTransaction.setRollbackOnly();
            return new Saved.Conflict<>(change + " was decided at " + row.decidedAt);
        }
        if (row.withdrawalRequestedAt == null) {
            records.record(List.of(new WithdrawalRequested(row.prompt, change, by, reason)));
        }
        return new Saved.Done<>(ProposedChange.of(row));
    }

    /** As {@link #decided}. */
    public void heldBack(String change, Instant at) {
        rows.heldBack(change, at);
    }

    /** Its next attempt is evaluated: what was decided of it before is no longer its end. */
    public void reopened(String change) {
        rows.reopened(change);
    }

    /** In the caller's transaction; an unknown change is one of another registry's, or of one wiped since. */
    public void decided(String change, Instant at) {
        rows.decided(change, at);
    }
}
