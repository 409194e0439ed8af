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

    @Test
    void firstFolderBringsEverything() {
        var accepted = accepted(nothing(), folder(PM, prompt("Summarise."), criteria(0.9), aCase("a", "x")));

        assertThat(accepted.version()).isEqualTo(version(1, prompt("Summarise.")));
        assertThat(accepted.events())
                .hasExactlyElementsOfTypes(
                        VersionPublished.class, CriteriaPublished.class, SuitePublished.class, ChangeProposed.class);
        assertThat(accepted.change().criteria())
                .isEqualTo(current(1, criteria(0.9)).digest());
        assertThat(accepted.change().suite())
                .isEqualTo(current(1, aCase("a", "x")).digest());
        assertThat(accepted.change().change()).isEqualTo(CHANGE);
    }

    @Test
    void promptThatNobodySaidWhatGoodMeansForIsRefused() {
        assertThat(Publication.of(nothing(), folder(PM, prompt("Summarise."), null, aCase("a")), CHANGE))
                .isEqualTo(new Publication.WithoutCriteria());
    }

    /** The folder is from before the PM raised the bar and sharpened a case; an engineer publishes it all the same. */
    @Test
    void oldFolderTakesNothingOfThePmsAway() {
        var registrys = holding(current(2, criteria(0.95)), current(2, aCase("a", "x", "y"), aCase("b", "x")));
        var old = folder(ENGINEER, prompt("Shorter."), criteria(0.5), aCase("a", "x"));

        var accepted = accepted(registrys, old);

        assertThat(accepted.criteria())
                .isEqualTo(
                        new CriteriaOutcome.Skipped(current(2, criteria(0.95)), criteria(0.5), Obstacle.NOT_THE_OWNER));
        assertThat(accepted.suite().isNew()).isFalse();
        assertThat(accepted.suite().skipped()).hasSize(1);
        assertThat(accepted.change().criteria())
                .isEqualTo(current(2, criteria(0.95)).digest());
        assertThat(accepted.change().suite())
                .isEqualTo(current(2, aCase("a", "x", "y"), aCase("b", "x")).digest());
        assertThat(accepted.events()).hasExactlyElementsOfTypes(VersionPublished.class, ChangeProposed.class);
    }

    @Test
    void sameContentIsTheSameVersion() {
        var state = new PromptState(
                PROMPT,
                4,
                version(2, prompt("Summarise.")),
                current(1, criteria(0.9)),
                current(1, aCase("a", "x")),
                List.of());

        var accepted = accepted(state, folder(ENGINEER, prompt("Summarise."), null));

        assertThat(accepted.existing()).isTrue();
        assertThat(accepted.version().number()).isEqualTo(2);
        assertThat(accepted.events()).hasExactlyElementsOfTypes(ChangeProposed.class);
    }

    @Test
    void newContentGetsTheNextNumber() {
        var accepted = accepted(
                holding(current(1, criteria(0.9)), current(1, aCase("a", "x"))),
                folder(ENGINEER, prompt("Shorter."), null));

        assertThat(accepted.version().number()).isEqualTo(2);
        assertThat(accepted.existing()).isFalse();
    }

    @Test
    void newerChangeWithdrawsTheAuthorsOlderOne() {
        var first = accepted(nothing(), folder(PM, prompt("Summarise."), criteria(0.9), aCase("a", "x")));
        var state = new PromptState(
                PROMPT,
                1,
                null,
                current(1, criteria(0.9)),
                current(1, aCase("a", "x")),
                List.of(new UndecidedChange(first.change(), false)));

        var second = (Accepted) Publication.of(state, folder(PM, prompt("Shorter."), null), "ch-abcdefghjk");

        assertThat(second.withdrawn()).containsExactly(CHANGE);
        assertThat(second.events())
                .hasExactlyElementsOfTypes(VersionPublished.class, WithdrawalRequested.class, ChangeProposed.class);
        assertThat(second.events().get(1))
                .isEqualTo(new WithdrawalRequested(PROMPT, CHANGE, PM, "replaced by ch-abcdefghjk"));
    }

    private static Accepted accepted(PromptState state, Submission folder) {
        return (Accepted) Publication.of(state, folder, CHANGE);
    }
}
