package dev.belay.rollback.domain;

import static dev.belay.rollback.domain.DeploymentsFixture.APPLIED;
import static dev.belay.rollback.domain.DeploymentsFixture.PROMPT;
import static dev.belay.rollback.domain.DeploymentsFixture.applied;
import static dev.belay.rollback.domain.DeploymentsFixture.notApplied;
import static dev.belay.rollback.domain.DeploymentsFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.rollback.domain.Rollback.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackTest {

    private static final ReleaseApplied LIVE = applied(PROMPT, "production", "rb-1", Kind.ROLLBACK, 3, 1, null, 2);

    @Test
    void isLiveWhenADeployerAppliedIt() {
        var live = ordered(null).after(LIVE);

        assertThat(live.state()).isEqualTo(State.LIVE);
        assertThat(live.liveAt()).isEqualTo(APPLIED);
        assertThat(live.timeToRollback()).contains(Duration.ofSeconds(1));
    }

    @Test
    void timeToRollbackBeginsWhenItWasDetectedIfThatWasSaid() {
        var live = ordered(APPLIED.minusSeconds(90)).after(LIVE);

        assertThat(live.timeToRollback()).contains(Duration.ofSeconds(90));
        assertThat(live.orderedToLive()).contains(Duration.ofSeconds(1));
        assertThat(ordered(null).timeToRollback()).isEmpty();
    }

    @Test
    void clocksThatDifferGiveNoNegativeTime() {
        assertThat(ordered(APPLIED.plusSeconds(5)).after(LIVE).timeToRollback()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"VOID, VOID", "ALREADY_LIVE, ALREADY_LIVE", "REFUSED, REFUSED", "HELD, REFUSED", "SUPERSEDED, REFUSED"})
    void saysWhyItWasNotApplied(Cause cause, State state) {
        var ended = ordered(null).after(notApplied(PROMPT, "rb-1", cause));

        assertThat(ended.state()).isEqualTo(state);
        assertThat(ended.explanation()).isEqualTo("because of " + cause);
        assertThat(ended.liveAt()).isNull();
    }

    @Test
    void firstOutcomeIsFinal() {
        var live = ordered(null).after(LIVE);

        assertThat(live.after(notApplied(PROMPT, "rb-1", Cause.VOID))).isEqualTo(live);
    }

    @Test
    void outcomeOfAnotherReleaseIsNotIts() {
        assertThat(ordered(null).after(notApplied(PROMPT, "rb-2", Cause.VOID))).isEqualTo(ordered(null));
    }

    private static Rollback ordered(Instant detectedAt) {
        return new Rollback(
                "rb-1",
                PROMPT,
                "production",
                2,
                version(2),
                version(1),
                "ops@care.example",
                null,
                detectedAt,
                APPLIED.minusSeconds(1),
                State.ORDERED,
                null,
                null,
                null);
    }
}
