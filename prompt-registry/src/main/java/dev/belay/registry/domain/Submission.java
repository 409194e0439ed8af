package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder, as somebody publishes it; its cases come apart from it, since they may be too many to hold.
 *
 * @param criteriaBase digest of the criteria that the folder was pulled at
 * @param suiteBase digest of the suite that it was pulled at
 * @param parent digest of the version that it was pulled at
 */
public record Submission(
        Actor actor,
        PromptDocument document,
        @Nullable CriteriaDocument criteria,
        @Nullable Digest criteriaBase,
        @Nullable Digest suiteBase,
        @Nullable Digest parent,
        Proposal proposal) {

    /**
     * How the version is proposed for release.
     *
     * @param samples how often each case is asked, once when absent
     * @param authors who wrote what changed, as Git names them; absent when Git was not asked
     * @param whole evaluate every case, even when none that is left can change the verdict
     * @param together the group that it is decided with; absent when alone
     */
    public record Proposal(
            String message,
            Set<Aspect> aspects,
            boolean check,
            BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            boolean whole,
            @Nullable Together together) {

        /** As the event says it. */
        public @Nullable Boolean wholeOrNull() {
            return whole ? true : null;
        }

        public Proposal {
            aspects = Set.copyOf(aspects);
            authors = authors == null || authors.isEmpty() ? null : Set.copyOf(authors);
        }
    }
}
