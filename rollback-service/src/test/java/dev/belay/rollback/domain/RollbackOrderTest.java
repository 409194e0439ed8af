package dev.belay.rollback.domain;

import static dev.belay.rollback.domain.DeploymentsFixture.PROMPT;
import static dev.belay.rollback.domain.DeploymentsFixture.after;
import static dev.belay.rollback.domain.DeploymentsFixture.applied;
import static dev.belay.rollback.domain.DeploymentsFixture.live;
import static dev.belay.rollback.domain.DeploymentsFixture.rolledBack;
import static dev.belay.rollback.domain.DeploymentsFixture.step;
import static dev.belay.rollback.domain.DeploymentsFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.rollback.domain.RollbackOrder.Held;
import dev.belay.rollback.domain.RollbackOrder.NeverLive;
import dev.belay.rollback.domain.RollbackOrder.NoLastKnownGood;
import dev.belay.rollback.domain.RollbackOrder.NotLive;
import dev.belay.rollback.domain.RollbackOrder.Ordered;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackOrderTest {

    @Test
    void defaultTargetIsTheNewestEarlierVersion() {
        assertThat(order(after(live(1, 1), live(2, 2), live(3, 3)), null))
                .isEqualTo(new Ordered(3, version(3), version(2)));
    }

    @Test
    void versionThatARollbackLeftIsNoTarget() {
        var deployments = after(live(1, 1), live(2, 2), live(3, 3), rolledBack(4, 2, 3));

        assertThat(order(deployments, null)).isEqualTo(new Ordered(4, version(2), version(1)));
        assertThat(order(deployments, 3)).isEqualTo(new Held(version(3), List.of(1, 2)));
    }

    @Test
    void versionThatWentLiveAgainCountsByItsNewestDeployment() {
        assertThat(order(after(live(1, 1), live(2, 2), live(3, 1), live(4, 3)), null))
                .isEqualTo(new Ordered(4, version(3), version(1)));
    }

    @Test
    void withoutAnEarlierGoodVersionThereIsNoLastKnownGood() {
        assertThat(order(after(live(1, 1)), null)).isEqualTo(new NoLastKnownGood(version(1)));
        assertThat(order(after(live(1, 1), live(2, 2), rolledBack(3, 1, 2)), null))
                .isEqualTo(new NoLastKnownGood(version(1)));
    }

    @Test
    void withoutADeploymentNothingIsLive() {
        assertThat(order(Deployments.none(PROMPT), null)).isEqualTo(new NotLive());
        assertThat(order(Deployments.none(PROMPT), 1)).isEqualTo(new NotLive());
        assertThat(RollbackOrder.of(after(live(1, 1), live(2, 2)), "staging", null))
                .isEqualTo(new NotLive());
    }

    @Test
    void targetMayBeAnyVersionThatWasLive() {
        var deployments = after(live(1, 1), live(2, 2), live(3, 3));

        assertThat(order(deployments, 1)).isEqualTo(new Ordered(3, version(3), version(1)));
        assertThat(order(deployments, 3)).isEqualTo(new Ordered(3, version(3), version(3)));
        assertThat(order(deployments, 4)).isEqualTo(new NeverLive(4, List.of(1, 2, 3)));
    }

    @Test
    void whatALaterDeploymentFollowedIsLeftWithIt() {
        var deployments = after(live(1, 1), live(2, 2), live(3, 3));

        assertThat(RollbackOrder.leaving(deployments, "production", 2, version(2)))
                .isEqualTo(new Ordered(2, version(2), version(1)));
        assertThat(RollbackOrder.leaving(deployments, "production", 1, version(1)))
                .isEqualTo(new NoLastKnownGood(version(1)));
        assertThat(RollbackOrder.leaving(after(live(1, 1), live(2, 2), step(3, 3, 5)), "production", 3, version(3)))
                .isEqualTo(new Ordered(3, version(3), version(2)));
        assertThat(RollbackOrder.leaving(Deployments.none(PROMPT), "production", 1, version(1)))
                .isEqualTo(new NotLive());
    }

    @Test
    void whileAStepIsUnderWayWhatTheRestGetsIsTheLastKnownGood() {
        var deployments = after(live(1, 1), live(2, 2), step(3, 3, 5));

        assertThat(order(deployments, null)).isEqualTo(new Ordered(3, version(2), version(2)));
        assertThat(order(deployments, 3)).isEqualTo(new NeverLive(3, List.of(1, 2)));
        assertThat(order(after(live(1, 1), step(2, 2, 5), live(3, 2)), null))
                .isEqualTo(new Ordered(3, version(2), version(1)));
    }

    @Test
    void holdsOfOneEnvironmentAreSeenInAll() {
        var deployments = after(live(1, 1), live(2, 2), live(3, 3))
                .after(applied(PROMPT, "staging", "S1", Kind.ROLLBACK, 7, 1, null, 2));

        assertThat(order(deployments, null)).isEqualTo(new Ordered(3, version(3), version(1)));
    }

    @Test
    void eventThatIsSeenAgainChangesNothing() {
        var deployments = after(live(1, 1), live(2, 2), rolledBack(3, 1, 2));

        assertThat(deployments.after(live(2, 2))).isEqualTo(deployments);
        assertThat(deployments.after(rolledBack(3, 1, 2))).isEqualTo(deployments);
        assertThat(deployments.after(DeploymentsFixture.notApplied(PROMPT, "R9", Cause.VOID)))
                .isEqualTo(deployments);
    }

    private static RollbackOrder order(Deployments deployments, Integer to) {
        return RollbackOrder.of(deployments, "production", to);
    }
}
