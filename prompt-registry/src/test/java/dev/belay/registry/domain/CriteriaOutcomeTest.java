package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.ENGINEER;
import static dev.belay.registry.domain.FolderFixture.PM;
import static dev.belay.registry.domain.FolderFixture.criteria;
import static dev.belay.registry.domain.FolderFixture.current;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.registry.domain.CriteriaOutcome.Obstacle;
import org.junit.jupiter.api.Test;

class CriteriaOutcomeTest {

    private final CurrentCriteria held = current(3, criteria(0.9));

    @Test
    void firstCriteriaAreAPmsToo() {
        assertThat(CriteriaOutcome.of(null, PM, criteria(0.9), null))
                .isEqualTo(new CriteriaOutcome.Published(1, held.digest(), criteria(0.9)));
        assertThat(CriteriaOutcome.of(null, ENGINEER, criteria(0.9), null)).isEqualTo(new CriteriaOutcome.NotByPm());
    }

    @Test
    void aPmPublishesOnTopOfWhatTheyPulled() {
        var next = criteria(0.95);

        assertThat(CriteriaOutcome.of(held, PM, next, held.digest()))
                .isEqualTo(new CriteriaOutcome.Published(4, Content.of(next).digest(), next));
    }

    @Test
    void aPmWithAnOldFolderOverwritesNothing() {
        var older = Digest.of("what the folder was pulled at");

        assertThat(CriteriaOutcome.of(held, PM, criteria(0.5), older))
                .isEqualTo(new CriteriaOutcome.Skipped(held, criteria(0.5), Obstacle.REGISTRY_MOVED_ON));
    }

    @Test
    void folderThatWasNeverPulledOverwritesNothing() {
        assertThat(CriteriaOutcome.of(held, PM, criteria(0.5), null))
                .isEqualTo(new CriteriaOutcome.Skipped(held, criteria(0.5), Obstacle.REGISTRY_MOVED_ON));
    }

    @Test
    void nobodyElseTouchesCriteria() {
        assertThat(CriteriaOutcome.of(held, ENGINEER, criteria(0.99), held.digest()))
                .isEqualTo(new CriteriaOutcome.Skipped(held, criteria(0.99), Obstacle.NOT_A_PM));
    }

    @Test
    void sameCriteriaAreUnchangedWhoeverSendsThem() {
        assertThat(CriteriaOutcome.of(held, ENGINEER, criteria(0.9), null))
                .isEqualTo(new CriteriaOutcome.Unchanged(held));
    }

    @Test
    void folderWithoutCriteriaLeavesTheRegistrys() {
        assertThat(CriteriaOutcome.of(held, ENGINEER, null, null)).isEqualTo(new CriteriaOutcome.NotSent(held));
        assertThat(CriteriaOutcome.of(null, ENGINEER, null, null)).isEqualTo(new CriteriaOutcome.Missing());
    }
}
