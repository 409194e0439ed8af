package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.ENGINEER;
import static dev.belay.registry.domain.FolderFixture.PM;
import static dev.belay.registry.domain.FolderFixture.PROMPT;
import static dev.belay.registry.domain.FolderFixture.aCase;
import static dev.belay.registry.domain.FolderFixture.criteria;
import static dev.belay.registry.domain.FolderFixture.current;
import static dev.belay.registry.domain.FolderFixture.folder;
import static dev.belay.registry.domain.FolderFixture.holding;
import static dev.belay.registry.domain.FolderFixture.nothing;
import static dev.belay.registry.domain.FolderFixture.prompt;
import static dev.belay.registry.domain.FolderFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.registry.domain.CriteriaOutcome.Obstacle;
import dev.belay.registry.domain.Publication.Accepted;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final String CHANGE = "ch-0123456789";

    private static final HeldSuite SUITE = HeldSuite.of(1, aCase("a", "x"));

    @Test
    void firstFolderBringsEverything() {
        var suite = HeldSuite.none().merge(List.of(), true, aCase("a", "x")).suite();

        var accepted = accepted(nothing(), folder(PM, prompt("Summarise."), criteria(0.9)), suite);

        assertThat(accepted.version()).isEqualTo(version(1, prompt("Summarise.")));
        assertThat(accepted.events())
                .hasExactlyElementsOfTypes(
                        VersionPublished.class, CriteriaPublished.class, SuitePublished.class, ChangeProposed.class);
        assertThat(accepted.events().get(2)).isEqualTo(new SuitePublished(PROMPT, 1, suite.digest(), 1, PM.name()));
        assertThat(accepted.change().criteria())
                .isEqualTo(current(1, criteria(0.9)).digest());
        assertThat(accepted.change().suite()).isEqualTo(SUITE.current().digest());
        assertThat(accepted.change().change()).isEqualTo(CHANGE);
    }

    @Test
    void promptThatNobodySaidWhatGoodMeansForIsRefused() {
        var suite = HeldSuite.none().merge(List.of(), true, aCase("a")).suite();

        assertThat(Publication.of(nothing(), folder(PM, prompt("Summarise."), null), suite, CHANGE))
                .isEqualTo(new Publication.WithoutCriteria());
    }

    /** The folder is from before the PM raised the bar and sharpened a case; an engineer publishes it all the same. */
    @Test
    void oldFolderTakesNothingOfThePmsAway() {
        var held = HeldSuite.of(2, aCase("a", "x", "y"), aCase("b", "x"));
        var registrys = holding(current(2, criteria(0.95)), held);
        var old = folder(ENGINEER, prompt("Shorter."), criteria(0.5));

        var accepted = accepted(
                registrys, old, held.merge(List.of(), false, aCase("a", "x")).suite());

        assertThat(accepted.criteria())
                .isEqualTo(new CriteriaOutcome.Skipped(current(2, criteria(0.95)), criteria(0.5), Obstacle.NOT_A_PM));
        assertThat(accepted.suite().isNew()).isFalse();
        assertThat(accepted.suite().merged().skipped().count()).isEqualTo(1);
        assertThat(accepted.change().criteria())
                .isEqualTo(current(2, criteria(0.95)).digest());
        assertThat(accepted.change().suite()).isEqualTo(held.current().digest());
        assertThat(accepted.events()).hasExactlyElementsOfTypes(VersionPublished.class, ChangeProposed.class);
    }

    @Test
    void sameContentIsTheSameVersion() {
        var state = new PromptState(
                PROMPT, 4, version(2, prompt("Summarise.")), current(1, criteria(0.9)), SUITE.current(), List.of());

        var accepted = accepted(state, folder(ENGINEER, prompt("Summarise."), null), unchanged());

        assertThat(accepted.existing()).isTrue();
        assertThat(accepted.version().number()).isEqualTo(2);
        assertThat(accepted.events()).hasExactlyElementsOfTypes(ChangeProposed.class);
    }

    @Test
    void newContentGetsTheNextNumber() {
        var accepted = accepted(
                holding(current(1, criteria(0.9)), SUITE), folder(ENGINEER, prompt("Shorter."), null), unchanged());

        assertThat(accepted.version().number()).isEqualTo(2);
        assertThat(accepted.existing()).isFalse();
    }

    @Test
    void newerChangeWithdrawsTheAuthorsOlderOne() {
        var suite = HeldSuite.none().merge(List.of(), true, aCase("a", "x")).suite();
        var first = accepted(nothing(), folder(PM, prompt("Summarise."), criteria(0.9)), suite);
        var state = new PromptState(
                PROMPT,
                1,
                null,
                current(1, criteria(0.9)),
                SUITE.current(),
                List.of(new UndecidedChange(first.change(), false)));

        var second =
                (Accepted) Publication.of(state, folder(PM, prompt("Shorter."), null), unchanged(), "ch-abcdefghjk");

        assertThat(second.withdrawn()).containsExactly(CHANGE);
        assertThat(second.events())
                .hasExactlyElementsOfTypes(VersionPublished.class, WithdrawalRequested.class, ChangeProposed.class);
        assertThat(second.events().get(1))
                .isEqualTo(new WithdrawalRequested(PROMPT, CHANGE, PM.name(), "replaced by ch-abcdefghjk"));
    }

    private static SuiteOutcome unchanged() {
        return SUITE.merge(List.of(), true).suite();
    }

    private static Accepted accepted(PromptState state, Submission folder, SuiteOutcome suite) {
        return (Accepted) Publication.of(state, folder, suite, CHANGE);
    }
}
