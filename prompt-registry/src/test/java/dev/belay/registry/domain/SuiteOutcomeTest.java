package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.aCase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.registry.domain.MergedCases.SkippedCase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuiteOutcomeTest {

    private final HeldSuite held = HeldSuite.of(2, aCase("a", "x", "y"), aCase("b", "x"));

    @Test
    void newCasesAreAddedAndAbsentOnesStay() {
        var merge = held.merge(List.of(), false, aCase("c", "x"));

        assertThat(merge.cases()).extracting(Case::id).containsExactly("a", "b", "c");
        assertThat(merge.suite().merged().added()).isEqualTo(new Excerpt<>(List.of("c"), 1));
        assertThat(merge.suite().number()).isEqualTo(3);
        assertThat(merge.suite().cases()).isEqualTo(3);
        assertThat(merge.suite().isNew()).isTrue();
    }

    @Test
    void nothingNewIsNoNewSuite() {
        var merge = held.merge(List.of(), false, aCase("b", "x"), aCase("a", "x", "y"));

        assertThat(merge.suite()).isEqualTo(new SuiteOutcome(2, held.current().digest(), 2, false, MergedCases.NONE));
    }

    @Test
    void anybodyStrengthensACase() {
        var merge = held.merge(List.of(), false, aCase("b", "x", "y"));

        assertThat(merge.suite().merged().changed().first()).containsExactly("b");
        assertThat(merge.suite().merged().skipped().isEmpty()).isTrue();
        assertThat(merge.cases()).contains(aCase("b", "x", "y"));
    }

    @Test
    void weakenedCaseIsSkippedAndShown() {
        var merge = held.merge(List.of(), false, aCase("a", "x"), aCase("c", "x"));

        assertThat(merge.cases()).contains(aCase("a", "x", "y"));
        assertThat(merge.suite().merged().added().first()).containsExactly("c");
        assertThat(merge.suite().merged().skipped().first())
                .containsExactly(new SkippedCase(
                        aCase("a", "x", "y"),
                        aCase("a", "x"),
                        "it lacks an assertion, and only a PM of the team may change that"));
    }

    @Test
    void aPmWhoKnewTheCaseMayWeakenIt() {
        var merge = held.merge(held.cases(), true, aCase("a", "x"));

        assertThat(merge.suite().merged().changed().first()).containsExactly("a");
        assertThat(merge.cases()).contains(aCase("a", "x"));
    }

    @Test
    void aPmWhoNeverPulledWeakensNothing() {
        var merge = held.merge(List.of(), true, aCase("a", "x"));

        assertThat(merge.suite().isNew()).isFalse();
        assertThat(merge.suite().merged().skipped().first())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("run `belay pull`"));
    }

    @Test
    void oldCopyOfACaseIsNoEditEvenOfAPm() {
        var pulled = List.of(aCase("a", "x"), aCase("b", "x"));

        var merge = held.merge(pulled, true, aCase("a", "x"), aCase("b", "x"));

        assertThat(merge.suite().isNew()).isFalse();
        assertThat(merge.suite().merged().skipped().first()).singleElement().satisfies(skipped -> {
            assertThat(skipped.sent().id()).isEqualTo("a");
            assertThat(skipped.reason()).contains("run `belay pull`");
        });
    }

    @Test
    void caseChangedOnBothSidesIsShownToThePm() {
        var merge = held.merge(List.of(aCase("a", "z")), true, aCase("a", "x"));

        assertThat(merge.suite().isNew()).isFalse();
        assertThat(merge.suite().merged().skipped().first())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("not the one it was made from"));
    }

    @Test
    void orderOfTheCasesDoesNotMatter() {
        var one =
                HeldSuite.none().merge(List.of(), true, aCase("a"), aCase("b")).suite();
        var other =
                HeldSuite.none().merge(List.of(), true, aCase("b"), aCase("a")).suite();

        assertThat(one.digest()).isEqualTo(other.digest());
        assertThat(one.number()).isEqualTo(1);
    }

    @Test
    void folderWithoutCasesMakesAnEmptyFirstSuite() {
        var merge = HeldSuite.none().merge(List.of(), true);

        assertThat(merge.suite().number()).isEqualTo(1);
        assertThat(merge.suite().isNew()).isTrue();
        assertThat(merge.cases()).isEmpty();
    }

    @Test
    void excerptCountsWhatItDoesNotHold() {
        var ids = IntStream.range(0, 150).mapToObj(String::valueOf).toList();

        var excerpt = Excerpt.of(ids).plus(ids).plus(new Excerpt<>(List.of("x"), 7));

        assertThat(excerpt.first()).isEqualTo(ids.subList(0, Excerpt.LONGEST));
        assertThat(excerpt.count()).isEqualTo(307);
        assertThat(Excerpt.of(List.of("a")).plus(new Excerpt<>(List.of("x"), 7)))
                .isEqualTo(new Excerpt<>(List.of("a", "x"), 8));
    }
}
