package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeOutdated;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From attempt to attempt until the change has its one final decision. */
@QuarkusTest
class AttemptLifeIT extends OnTheRealStack {

    @Test
    void aSupersededPromoteOpensTheNextAttemptAgainstWhatIsLiveNow() {
        var scene = new Scene("superseded", registry, 2);
        var first = propose(scene, "ch-overtaken1", 2, false);
        scene.tasks(first).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        var promote = the(PromoteOrdered.class, event -> event.release().equals("ch-overtaken1.1@production"));

        platform.publish("d/s1", scene.applied("ch-other.1@production", 1, 1, "ch-other", Set.of()), TWICE);
        platform.publish("d/s2", scene.notApplied(promote.release(), 1, "ch-overtaken1", Cause.SUPERSEDED), TWICE);

        var outdated = the(ChangeOutdated.class, event -> event.change().equals("ch-overtaken1"));
        assertThat(outdated.nextAttempt()).isEqualTo(2);
        var second = the(RunOpened.class, event -> event.run().equals("ch-overtaken1.2"));
        assertThat(second.baselineDeployment()).isEqualTo(1);
        assertThat(second.baseline()).isEqualTo(scene.version(1));

        scene.tasks(second).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        var again = the(PromoteOrdered.class, event -> event.release().equals("ch-overtaken1.2@production"));
        assertThat(again.expects()).isEqualTo(1);
        // A late copy of the first attempt's outcome is not the second's.
        platform.publish("d/s3", scene.notApplied(promote.release(), 1, "ch-overtaken1", Cause.SUPERSEDED));
        stays(() -> assertThat(events(RunOpened.class, event -> event.change().equals("ch-overtaken1")))
                .hasSize(2));
    }

    @Test
    void anotherReleaseOutdatesARunThatIsStillEvaluated() {
        var scene = new Scene("overtaken", registry, 2);
        propose(scene, "ch-slow000001", 3, false);

        platform.publish("d/o1", scene.applied("ch-fast.1@production", 1, 1, "ch-fast", Set.of()));

        the(RunCancelled.class, event -> event.run().equals("ch-slow000001.1"));
        var second = the(RunOpened.class, event -> event.run().equals("ch-slow000001.2"));
        assertThat(second.baselineDeployment()).isEqualTo(1);
        get("/v1/runs?change=ch-slow000001").then().body("state", equalTo(List.of("outdated", "evaluating")));
    }

    @Test
    void aCandidateThatIsLiveIsWithdrawnWithItsReason() {
        var scene = new Scene("pointless", registry, 2);
        platform.publish("d/p1", scene.applied("ch-1.1@production", 1, 1, null, Set.of()));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);

        platform.publish("c/live", scene.proposed("ch-islive0001", 1, false), TWICE);

        assertThat(the(ChangeWithdrawn.class, event -> event.change().equals("ch-islive0001"))
                        .reason())
                .contains("live already");
        get("/v1/runs/ch-islive0001.1")
                .then()
                .body("state", equalTo("withdrawn"))
                .body("reason", startsWith("v1 is live already"));
    }

    @Test
    void aHeldPromoteEndsTheChange() {
        var scene = new Scene("held", registry, 1);
        var run = propose(scene, "ch-held000001", 1, false);
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        var promote = the(PromoteOrdered.class, event -> event.change().equals("ch-held000001"));

        platform.publish("d/h", scene.notApplied(promote.release(), 0, "ch-held000001", Cause.HELD), TWICE);

        the(ChangeWithdrawn.class, event -> event.change().equals("ch-held000001"));
        assertThat(conclusion("ch-held000001")).isEqualTo("withdrawn");
    }

    @Test
    void aWithdrawalEndsTheRunAndALateOneChangesNothing() {
        var scene = new Scene("withdrawn", registry, 2);
        propose(scene, "ch-withdraw01", 1, false);
        var request = new WithdrawalRequested(scene.prompt, "ch-withdraw01", "dev@care.example", "a newer change");

        platform.publish("w/1", request, TWICE);

        var withdrawn = the(ChangeWithdrawn.class, event -> event.change().equals("ch-withdraw01"));
        assertThat(withdrawn.by()).isEqualTo("dev@care.example");
        the(RunCancelled.class, event -> event.run().equals("ch-withdraw01.1"));
        platform.publish("w/2", request);
        neverMoreThanOne(ChangeWithdrawn.class, "ch-withdraw01");
    }

    @Test
    void aCheckReleasesNothingAndWaitsForNobody() {
        var scene = new Scene("checked", registry, 2);
        var run = propose(scene, "ch-check00001", 1, true);
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, event -> event.change().equals("ch-check00001") && event.check());

        var open = propose(scene, "ch-check00002", 1, true);
        scene.tasks(open).forEach(task -> platform.publish("r/" + task.task(), scene.errored(task)));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-check00002") && event.check());
        assertThat(conclusion("ch-check00002")).isEqualTo("held-back");

        platform.publish("d/c1", scene.applied("ch-other.1@production", 1, 9, "ch-other", Set.of()));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        stays(() -> {
            assertThat(events(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt)))
                    .isEmpty();
            assertThat(events(RunOpened.class, event -> event.prompt().equals(scene.prompt)))
                    .hasSize(2);
        });
    }

    @Test
    void aChangeOvertakenTwiceGoesBeforeLaterOnes() {
        var scene = new Scene("reserved", registry, 1);
        propose(scene, "ch-reserves01", 8, false);
        platform.publish("d/r1", scene.applied("ch-other.1@production", 1, 1, "ch-other", Set.of()));
        the(RunOpened.class, event -> event.run().equals("ch-reserves01.2"));
        platform.publish("d/r2", scene.applied("ch-other.2@production", 2, 2, "ch-other", Set.of()));
        var third = the(RunOpened.class, event -> event.run().equals("ch-reserves01.3"));

        var later = propose(scene, "ch-later00001", 9, false);
        scene.tasks(later).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        await().atMost(SOON)
                .until(() -> String.valueOf(get("/v1/runs/ch-later00001.1").<Object>path("waitsFor"))
                        .equals("ch-reserves01: it was overtaken twice and goes first"));
        stays(() -> assertThat(decisions("ch-later00001")).isEmpty());

        scene.tasks(third).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        var promote = the(PromoteOrdered.class, event -> event.change().equals("ch-reserves01"));
        platform.publish("d/r3", scene.applied(promote.release(), 3, 8, "ch-reserves01", Set.of()));

        var again = the(RunOpened.class, event -> event.run().equals("ch-later00001.2"));
        assertThat(again.baselineDeployment()).isEqualTo(3);
        scene.tasks(again).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(PromoteOrdered.class, event -> event.release().equals("ch-later00001.2@production"));
    }
}
