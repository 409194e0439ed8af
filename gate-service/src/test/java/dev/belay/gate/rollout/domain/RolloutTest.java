package dev.belay.gate.rollout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.gate.rollout.domain.Rollout.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final VersionRef VERSION = new VersionRef(2, Digest.of("v2"));

    /** Of what is to replace deployment 3. */
    private static final Rollout ORDERED = rollout(List.of(5, 25, 100));

    @Test
    void eachStepIsWatchedBeforeTheNextAndReplacesTheOneBefore() {
        var watched = ORDERED.after(applied("r/5", 4, 0));
        assertThat(watched.state()).isEqualTo(State.WATCHED);
        assertThat(watched.nextAt()).isEqualTo(START.plusSeconds(600));
        assertThat(watched.next(START.plusSeconds(599))).isEqualTo(watched);

        var second = watched.next(START.plusSeconds(600));
        assertThat(second.release()).isEqualTo("r/25");
        assertThat(second.expects()).isEqualTo(4);
        assertThat(second.state()).isEqualTo(State.ORDERED);

        var done = second.after(applied("r/25", 5, 600))
                .next(START.plusSeconds(1_200))
                .after(applied("r/100", 6, 1_200));
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.after(applied("other", 7, 1_300))).isEqualTo(done);
    }

    @Test
    void whateverElseGoesLiveThereEndsIt() {
        var watched = ORDERED.after(applied("r/5", 4, 0));

        assertThat(watched.after(applied("rb-1", 5, 10)).state()).isEqualTo(State.ENDED);
        assertThat(watched.after(applied("rb-1", 5, 10)).reason()).contains("deployment 5");
        assertThat(ORDERED.after(applied("rb-1", 4, 10)).state()).isEqualTo(State.ENDED);
        // What was there before it, and its own steps told again.
        assertThat(watched.after(applied("before", 3, 10))).isEqualTo(watched);
        assertThat(watched.after(applied("r/5", 4, 10))).isEqualTo(watched);
        assertThat(watched.next(START.plusSeconds(600))
                        .after(applied("r/5", 4, 10))
                        .state())
                .isEqualTo(State.ORDERED);
    }

    @Test
    void stepThatIsNotAppliedEndsIt() {
        var superseded = new ReleaseNotApplied(
                "care/x", "production", "r/5", 9, Kind.PROMOTE, Cause.SUPERSEDED, 4, null, 0, "the current one is 4");

        assertThat(ORDERED.after(superseded).state()).isEqualTo(State.ENDED);
        assertThat(ORDERED.after(superseded).reason()).contains("the current one is 4");
    }

    @Test
    void pausedOneWaitsForSomebodyAndIsWatchedAgain() {
        var paused = ORDERED.after(applied("r/5", 4, 0)).paused("complaints");

        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.next(START.plusSeconds(10_000))).isEqualTo(paused);
        assertThat(paused.after(applied("rb-1", 5, 10)).state()).isEqualTo(State.ENDED);
        var resumed = paused.resumed(START.plusSeconds(900));
        assertThat(resumed.nextAt()).isEqualTo(START.plusSeconds(1_500));
        assertThat(ORDERED.paused("no step is live yet")).isEqualTo(ORDERED);
    }

    @Test
    void stepsRiseToAllOfTheTraffic() {
        for (var steps :
                List.of(List.<Integer>of(), List.of(5), List.of(25, 5, 100), List.of(0, 100), List.of(5, 5, 100))) {
            assertThatThrownBy(() -> rollout(steps)).as(steps.toString()).hasMessageContaining("steps");
        }
    }

    private static Rollout rollout(List<Integer> steps) {
        return new Rollout(
                "r",
                "care/x",
                "staging",
                "production",
                VERSION,
                "ch-1",
                Digest.of("decision"),
                steps,
                0,
                3,
                600,
                State.ORDERED,
                null,
                "ops",
                null);
    }

    private static ReleaseApplied applied(String release, long number, long secondsAfter) {
        var at = START.plusSeconds(secondsAfter);
        return new ReleaseApplied(
                "care/x",
                "production",
                release,
                number,
                Kind.PROMOTE,
                number,
                VERSION,
                null,
                null,
                0,
                Set.of(),
                at,
                at);
    }
}
