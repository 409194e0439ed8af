package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.signing.Writer;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written straight to Kafka, by nobody or with another writer's key: refused, reported, and nothing changes. */
@QuarkusTest
class ForgeryIT extends OnTheRealStack {

    @Test
    void forgedChangeAndForgedAuthorOpenNothing() {
        var scene = new Scene("forged-change", registry, 1);
        platform.publish("crit/" + scene.prompt, scene.criteriaPublished());
        platform.publish("suite/" + scene.prompt, scene.suitePublished());
        var forged = scene.proposed("ch-forged0001", 1, false);

        platform.forge(Writer.EVAL_WORKER, "c/forged-1", forged);
        platform.alter("c/forged-2", forged, "dev@care.example", "ceo@care.example");
        await().atMost(SOON).until(() -> reasonsOf(scene.prompt).size() == 2);

        assertThat(reasonsOf(scene.prompt))
                .containsExactly(
                        "forged: the key of eval-worker is not good for belay.changes",
                        "forged: the signature is not over this record");
        stays(() -> assertThat(events(RunOpened.class, run -> run.change().equals("ch-forged0001")))
                .isEmpty());
        given().get("/q/metrics").then().body(containsString("belay_records_forged_total{topic=\"belay.changes\"}"));
    }

    @Test
    void forgedResultsDecideNothingAndTheGenuineOneStillDoes() {
        var scene = new Scene("forged-result", registry, 1);
        var run = propose(scene, "ch-forged0002", 1, false);
        var task = scene.tasks(run).getFirst();

        platform.forge(Writer.PROMPT_REGISTRY, "r/forged-1", scene.violating(task));
        platform.alter("r/forged", scene.passed(task), "\"passed\"", "\"failed\"");
        await().atMost(SOON).until(() -> reasonsOf(run.run()).size() == 2);
        stays(() -> assertThat(decisions("ch-forged0002")).isEmpty());

        // Under the very id that the forger used up, had it been claimed for a record that was not read.
        platform.publish("r/forged", scene.passed(task));
        the(ChangeApproved.class, approved -> approved.change().equals("ch-forged0002"));
        assertThat(events(ChangeRejected.class, rejected -> rejected.change().equals("ch-forged0002")))
                .isEmpty();
    }

    @Test
    void genuineChangePublishedAgainUnderAnotherIdOpensNothing() {
        var scene = new Scene("replayed-change", registry, 1);
        var run = propose(scene, "ch-replay0001", 1, false);
        platform.publish("r/replay", scene.passed(scene.tasks(run).getFirst()));
        the(ChangeApproved.class, approved -> approved.change().equals("ch-replay0001"));

        platform.relabel("c/ch-replay0001", scene.proposed("ch-replay0001", 1, false), "c/fresh");

        await().atMost(SOON).until(() -> !reasonsOf(scene.prompt).isEmpty());
        assertThat(decisions("ch-replay0001")).hasSize(1);
    }

    private List<String> reasonsOf(String key) {
        return platform.deadLetters().stream()
                .filter(letter -> key.equals(letter.key()))
                .map(letter ->
                        new String(letter.headers().lastHeader("belay-reason").value(), StandardCharsets.UTF_8))
                .toList();
    }
}
