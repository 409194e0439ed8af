package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.aCase;
import static dev.belay.registry.domain.FolderFixture.current;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteOutcomeTest {

    private final CurrentSuite held = current(2, aCase("a", "x", "y"), aCase("b", "x"));

    @Test
    void newCasesAreAddedAndAbsentOnesStay() {
        var merged = SuiteOutcome.merge(held, null, false, List.of(aCase("c", "x")));

        assertThat(ids(merged)).containsExactly("a", "b", "c");
        assertThat(merged.added()).containsExactly("c");
        assertThat(merged.number()).isEqualTo(3);
        assertThat(merged.isNew()).isTrue();
    }

    @Test
    void nothingNewIsNoNewSuite() {
        var merged = SuiteOutcome.merge(held, null, false, List.of(aCase("b", "x"), aCase("a", "x", "y")));

        assertThat(merged.isNew()).isFalse();
        assertThat(merged.number()).isEqualTo(2);
        assertThat(merged.digest()).isEqualTo(held.digest());
    }

    @Test
    void anybodyStrengthensACase() {
        var merged = SuiteOutcome.merge(held, null, false, List.of(aCase("b", "x", "y")));

        assertThat(merged.changed()).containsExactly("b");
        assertThat(merged.skipped()).isEmpty();
        assertThat(merged.document().cases()).contains(aCase("b", "x", "y"));
    }

    @Test
    void weakenedCaseIsSkippedAndShown() {
        var merged = SuiteOutcome.merge(held, null, false, List.of(aCase("a", "x"), aCase("c", "x")));

        assertThat(merged.document().cases()).contains(aCase("a", "x", "y"));
        assertThat(merged.added()).containsExactly("c");
        assertThat(merged.skipped())
                .containsExactly(new SuiteOutcome.SkippedCase(
                        aCase("a", "x", "y"),
                        aCase("a", "x"),
                        "it lacks an assertion, and only the owner of the criteria may change that"));
    }

    @Test
    void ownerWhoKnewTheCaseMayWeakenIt() {
        var merged = SuiteOutcome.merge(held, held.document(), true, List.of(aCase("a", "x")));

        assertThat(merged.changed()).containsExactly("a");
        assertThat(merged.document().cases()).contains(aCase("a", "x"));
    }

    @Test
    void ownerWhoNeverPulledWeakensNothing() {
        var merged = SuiteOutcome.merge(held, null, true, List.of(aCase("a", "x")));

        assertThat(merged.isNew()).isFalse();
        assertThat(merged.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("run `belay pull`"));
    }

    @Test
    void oldCopyOfACaseIsNoEditEvenOfTheOwner() {
        var pulled = new SuiteDocument(List.of(aCase("a", "x"), aCase("b", "x")));

        var merged = SuiteOutcome.merge(held, pulled, true, pulled.cases());

        assertThat(merged.isNew()).isFalse();
        assertThat(merged.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.sent().id()).isEqualTo("a");
            assertThat(skipped.reason()).contains("run `belay pull`");
        });
    }

    @Test
    void caseChangedOnBothSidesIsShownToTheOwner() {
        var pulled = new SuiteDocument(List.of(aCase("a", "z")));

        var merged = SuiteOutcome.merge(held, pulled, true, List.of(aCase("a", "x")));

        assertThat(merged.isNew()).isFalse();
        assertThat(merged.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("not the one it was made from"));
    }

    @Test
    void orderOfTheCasesDoesNotMatter() {
        var one = SuiteOutcome.merge(null, null, true, List.of(aCase("a"), aCase("b")));
        var other = SuiteOutcome.merge(null, null, true, List.of(aCase("b"), aCase("a")));

        assertThat(one.digest()).isEqualTo(other.digest());
        assertThat(one.number()).isEqualTo(1);
    }

    @Test
    void folderWithoutCasesMakesAnEmptyFirstSuite() {
        var merged = SuiteOutcome.merge(null, null, true, List.of());

        assertThat(merged.number()).isEqualTo(1);
        assertThat(merged.isNew()).isTrue();
        assertThat(ids(merged)).isEmpty();
    }

    @Test
    void removalIsTheOnlyWayOut() {
        assertThat(ids(SuiteOutcome.without(held, "a"))).containsExactly("b");
        assertThat(SuiteOutcome.without(held, "a").number()).isEqualTo(3);
    }

    private static List<String> ids(SuiteOutcome suite) {
        return suite.document().cases().stream().map(Case::id).toList();
    }
}
