package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.Weakening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What publishing a folder comes to, and what is then said on {@code belay.changes}. */
public sealed interface Publication {

    /** Neither folder nor registry says what good means, so nothing could be decided. */
    record WithoutCriteria() implements Publication {}

    /** The folder brings the first criteria, which only a PM may say. */
    record CriteriaNotByPm() implements Publication {}

    /**
     * @param existing whether the registry had the version's content already
     * @param weakens how the criteria that are published demand less than those before
     * @param change the proposal; one that the author had made before, when it is the same and still undecided
     * @param repeated whether it had been made before
     * @param withdrawn the author's older changes that this one replaces
     */
    record Accepted(
            VersionRef version,
            boolean existing,
            CriteriaOutcome criteria,
            List<Weakening> weakens,
            SuiteOutcome suite,
            ChangeProposed change,
            boolean repeated,
            List<String> withdrawn,
            List<ChangeEvent> events)
            implements Publication {

        public Accepted {
            weakens = List.copyOf(weakens);
            withdrawn = List.copyOf(withdrawn);
            events = List.copyOf(events);
        }

        public boolean publishesCriteria() {
            return criteria instanceof CriteriaOutcome.Published;
        }
    }

    /**
     * @param suite what the merge of the folder's cases came to
     * @param newChange the id of the change, if it is a new one
     */
    static Publication of(PromptState state, Submission sent, SuiteOutcome suite, String newChange) {
        var criteria = CriteriaOutcome.of(state.criteria(), sent.actor(), sent.criteria(), sent.criteriaBase());
        if (criteria instanceof CriteriaOutcome.NotByPm) {
            return new CriteriaNotByPm();
        }
        var holding = holding(criteria);
        if (holding.isEmpty()) {
            return new WithoutCriteria();
        }
        var version = state.sameContent() == null
                ? new VersionRef(
                        state.lastVersion() + 1, Content.of(sent.document()).digest())
                : state.sameContent();
        var proposed = new ChangeProposed(
                state.prompt(),
                newChange,
                version,
                sent.parent(),
                holding.get(),
                suite.digest(),
                sent.actor().name(),
                sent.proposal().message(),
                sent.proposal().aspects(),
                sent.proposal().check(),
                sent.proposal().budgetUsd(),
                sent.proposal().samples(),
                sent.proposal().authors(),
                sent.proposal().wholeOrNull(),
                sent.proposal().together());
        return accepted(state, sent, criteria, suite, version, proposed);
    }

    private static Accepted accepted(
            PromptState state,
            Submission sent,
            CriteriaOutcome criteria,
            SuiteOutcome suite,
            VersionRef version,
            ChangeProposed proposed) {
        var events = new ArrayList<ChangeEvent>();
        if (state.sameContent() == null) {
            events.add(new VersionPublished(
                    state.prompt(), version, sent.parent(), sent.actor().name()));
        }
        if (criteria instanceof CriteriaOutcome.Published(var number, var digest, var document)) {
            events.add(new CriteriaPublished(
                    state.prompt(),
                    number,
                    digest,
                    document.owner(),
                    sent.actor().name()));
        }
        if (suite.isNew()) {
            events.add(suite.published(state.prompt(), sent.actor().name()));
        }
        var proposal = ProposalOutcome.of(state.undecided(), proposed);
        events.addAll(proposal.events());
        return new Accepted(
                version,
                state.sameContent() != null,
                criteria,
                criteria.weakens(state.criteria()),
                suite,
                proposal.change(),
                proposal.repeated(),
                proposal.withdrawn(),
                events);
    }

    /** The criteria that hold after the publication. */
    private static Optional<Digest> holding(CriteriaOutcome criteria) {
        return switch (criteria) {
            case CriteriaOutcome.Published(var number, var digest, var document) -> Optional.of(digest);
            case CriteriaOutcome.Unchanged(var current) -> Optional.of(current.digest());
            case CriteriaOutcome.Skipped(var current, var sent, var obstacle) -> Optional.of(current.digest());
            case CriteriaOutcome.NotSent(var current) -> Optional.of(current.digest());
            case CriteriaOutcome.Missing() -> Optional.empty();
            case CriteriaOutcome.NotByPm() -> Optional.empty();
        };
    }
}
