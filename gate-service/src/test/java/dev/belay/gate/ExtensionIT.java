package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.Subject;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run that asks for more outputs before it is decided. */
@QuarkusTest
class ExtensionIT extends OnTheRealStack {

    @Test
    void aCaseThatLooksWorseIsAskedAgainAndThenDecided() {
        var scene = new Scene("careful", registry, 3, Regression.CAREFUL);
        platform.publish("d/careful", scene.applied("ch-first.1@production", 1, 1, "ch-first", Set.of()));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        var run = propose(scene, "ch-careful001", 2, false);
        assertThat(run.samples()).isEqualTo(5);

        scene.tasks(run).forEach(task -> publish(scene, task));

        var extended = the(RunExtended.class, event -> event.run().equals(run.run()));
        assertThat(extended.cases()).containsExactly("case-0");
        assertThat(extended.samples()).isEqualTo(20);
        get("/v1/runs/ch-careful001.1").then().body("expected", equalTo(3 * 2 * 5 + 2 * 15));

        scene.tasks(extended).stream().filter(task -> task.sample() >= 5).forEach(task -> publish(scene, task));

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-careful001"));
        assertThat(rejected.decision().findings())
                .anyMatch(finding -> finding.summary().startsWith("1 of 3 cases are worse: case-0"));
        get("/v1/decisions/ch-careful001.1/replay").then().body("same", equalTo(true));
    }

    /** Two of three outputs of one case fail with the candidate. */
    private void publish(Scene scene, EvalTask task) {
        boolean fails = task.subject() == Subject.CANDIDATE && task.caseId().equals("case-0") && task.sample() % 3 != 0;
        platform.publish("r/" + task.task(), fails ? scene.failing(task) : scene.passed(task));
    }
}
