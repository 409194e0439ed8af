package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.ENGINEER;
import static dev.belay.registry.domain.FolderFixture.PM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.VersionRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProposalOutcomeTest {

    @Test
    void sameProposalWhileItIsEvaluatedIsThatProposal() {
        var older = change("ch-1", PM, 1, false, "5.00");

        var outcome = ProposalOutcome.of(evaluating(older), change("ch-2", PM, 1, false, "5"));

        assertThat(outcome.repeated()).isTrue();
        assertThat(outcome.change()).isEqualTo(older);
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void sameProposalAfterItWasHeldBackIsAnotherTry() {
        var older = change("ch-1", PM, 1, false, "5");

        var outcome = ProposalOutcome.of(List.of(new UndecidedChange(older, true)), change("ch-2", PM, 1, false, "5"));

        assertThat(outcome.repeated()).isFalse();
        assertThat(outcome.withdrawn()).containsExactly("ch-1");
        assertThat(outcome.change().change()).isEqualTo("ch-2");
    }

    @Test
    void checkAndProposalForReleaseDoNotReplaceEachOther() {
        var check = change("ch-1", PM, 1, true, "5");

        assertThat(ProposalOutcome.of(evaluating(check), change("ch-2", PM, 2, false, "5"))
                        .withdrawn())
                .isEmpty();
        assertThat(ProposalOutcome.of(evaluating(check), change("ch-2", PM, 2, true, "5"))
                        .withdrawn())
                .containsExactly("ch-1");
    }

    @Test
    void otherAuthorsChangesStay() {
        var outcome = ProposalOutcome.of(
                evaluating(change("ch-1", ENGINEER, 1, false, "5")), change("ch-2", PM, 1, false, "5"));

        assertThat(outcome.withdrawn()).isEmpty();
        assertThat(outcome.events()).containsExactly(outcome.change());
    }

    private static List<UndecidedChange> evaluating(ChangeProposed change) {
        return List.of(new UndecidedChange(change, false));
    }

    private static ChangeProposed change(String id, Actor author, int number, boolean check, String budget) {
        return new ChangeProposed(
                "care/visit-summary",
                id,
                new VersionRef(number, Digest.of("version " + number)),
                null,
                Digest.of("criteria"),
                Digest.of("suite"),
                author.name(),
                "shorter",
                Set.of(),
                check,
                new BigDecimal(budget),
                null,
                null,
                null);
    }
}
