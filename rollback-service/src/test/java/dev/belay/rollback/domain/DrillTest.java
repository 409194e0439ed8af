package dev.belay.rollback.domain;

import static dev.belay.rollback.domain.DeploymentsFixture.applied;
import static dev.belay.rollback.domain.DeploymentsFixture.notApplied;
import static dev.belay.rollback.domain.DeploymentsFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.rollback.domain.Drill.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrillTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String PROMPT = "care/x";
    private static final Drill STARTED =
            Drill.of(new DrillStarted(PROMPT, "d", "drill", version(1), version(2), "d/good", "d/bad", "ops", START));

    /** Of deployment 5, which makes it 6. */
    private static final Drill ORDERED = STARTED.ordered(rollback(Rollback.State.ORDERED));

    @Test
    void rollbackIsDueWhenWhatIsToBeLeftIsLive() {
        assertThat(STARTED.isDue(applied(PROMPT, "drill", "d/good", Kind.PROMOTE, 4, 1, null)))
                .isFalse();
        assertThat(STARTED.isDue(applied(PROMPT, "drill", "d/bad", Kind.PROMOTE, 5, 2, null)))
                .isTrue();
        assertThat(ORDERED.isDue(applied(PROMPT, "drill", "d/bad", Kind.PROMOTE, 5, 2, null)))
                .isFalse();
    }

    @Test
    void passesOnceItIsLiveAndSeenInWhateverOrder() {
        var live = rollback(Rollback.State.LIVE);

        var liveFirst = ORDERED.after(live, at(3)).seen(6, version(1).digest(), at(2), at(3));
        var seenFirst = ORDERED.seen(6, version(1).digest(), at(2), at(2)).after(live, at(3));

        assertThat(liveFirst.state()).isEqualTo(State.PASSED);
        assertThat(seenFirst).isEqualTo(liveFirst);
        assertThat(liveFirst.orderedToLive()).hasValue(Duration.ofSeconds(1));
        assertThat(liveFirst.orderedToSeen()).hasValue(Duration.ofSeconds(2));
        assertThat(liveFirst.overdue(at(61))).isEqualTo(liveFirst);
    }

    @Test
    void whatTheSubscriberHadBeforeTheRollbackIsNoProof() {
        assertThat(STARTED.seen(4, version(1).digest(), at(1), at(1))).isEqualTo(STARTED);
        assertThat(ORDERED.seen(4, version(1).digest(), at(1), at(1))).isEqualTo(ORDERED);
        assertThat(ORDERED.seen(6, version(2).digest(), at(1), at(1))).isEqualTo(ORDERED);
    }

    @Test
    void failsWhereAReleaseOrTheRollbackIsNotAppliedOrNobodyGetsIt() {
        assertThat(STARTED.after(notApplied(PROMPT, "d/bad", Cause.SUPERSEDED), at(1)))
                .satisfies(drill -> assertThat(drill.state()).isEqualTo(State.FAILED))
                .satisfies(drill -> assertThat(drill.reason()).contains("superseded"));
        assertThat(STARTED.after(notApplied(PROMPT, "another", Cause.SUPERSEDED), at(1)))
                .isEqualTo(STARTED);
        assertThat(ORDERED.after(rollback(Rollback.State.VOID), at(1)).state()).isEqualTo(State.FAILED);
        assertThat(STARTED.overdue(at(59)).state()).isEqualTo(State.PREPARING);
        assertThat(STARTED.overdue(at(60)).reason()).contains("did not go live");
        assertThat(ORDERED.overdue(at(60)).reason()).contains("the rollback did not go live");
        assertThat(ORDERED.after(rollback(Rollback.State.LIVE), at(1))
                        .overdue(at(60))
                        .reason())
                .contains("subscriber");
    }

    private static Rollback rollback(Rollback.State state) {
        return new Rollback(
                "rb-1",
                PROMPT,
                "drill",
                5,
                version(2),
                version(1),
                "ops",
                "a drill",
                null,
                START,
                state,
                state == Rollback.State.LIVE ? at(1) : null,
                null,
                null);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
