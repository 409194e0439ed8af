package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A run ends as soon as no result can change its decision, unless the whole of it was asked for. */
@QuarkusTest
class EarlyDecisionIT extends OnTheRealStack {

    @Test
    void aMustHaveThatOneOutputLacksRejectsAndCancelsTheRest() {
        var scene = new Scene("lacking", registry, 10);
        var run = propose(scene, "ch-lacking001", 1, false);

        platform.publish("r/uncited", scene.uncited(scene.tasks(run).get(4)), TWICE);

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-lacking001"));
        assertThat(rejected.decision().measured()).isEqualTo(1);
        assertThat(rejected.decision().cancelled()).isEqualTo(9);
        the(RunCancelled.class, event -> event.run().equals("ch-lacking001.1"));
        scene.tasks(run).forEach(task -> platform.publish("late/" + task.task(), scene.passed(task)));
        stays(() -> assertThat(decisions("ch-lacking001")).hasSize(1));
        get("/v1/decisions/ch-lacking001.1/replay").then().body("same", equalTo(true));
    }

    @Test
    void aThresholdThatIsOutOfReachRejectsBeforeTheRunIsComplete() {
        var scene = new Scene("unreachable", registry, 10);
        var run = propose(scene, "ch-unreach001", 1, false);
        var tasks = scene.tasks(run);

        platform.publish("r/unreachable-0", scene.failing(tasks.get(0)));
        await().atMost(SOON)
                .until(() -> get("/v1/runs/ch-unreach001.1").path("failed").equals(1));
        stays(() -> assertThat(decisions("ch-unreach001")).isEmpty());
        platform.publish("r/unreachable-1", scene.failing(tasks.get(1)));

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-unreach001"));
        assertThat(rejected.decision().cancelled()).isEqualTo(8);
        get("/v1/decisions/ch-unreach001.1/replay").then().body("same", equalTo(true));
    }

    @Test
    void aWholeRunIsMeasuredToItsEnd() {
        var scene = new Scene("whole", registry, 3);
        scene.whole = true;
        var run = propose(scene, "ch-whole00001", 1, false);
        var tasks = scene.tasks(run);

        platform.publish("r/whole-0", scene.violating(tasks.get(0)));
        await().atMost(SOON)
                .until(() -> get("/v1/runs/ch-whole00001.1").path("failed").equals(1));
        stays(() -> assertThat(decisions("ch-whole00001")).isEmpty());
        tasks.stream().skip(1).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-whole00001"));
        assertThat(rejected.decision().measured()).isEqualTo(3);
        assertThat(rejected.decision().cancelled()).isZero();
        get("/v1/decisions/ch-whole00001.1/replay").then().body("same", equalTo(true));
    }
}
