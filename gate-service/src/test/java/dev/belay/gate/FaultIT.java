package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.topic.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is broken stops nothing else. */
@QuarkusTest
class FaultIT extends OnTheRealStack {

    @Test
    void aRegistryThatIsDownIsWaitedForAndAPoisonedRecordStopsNothing() {
        var scene = new Scene("faults", registry, 1);
        nobodyIsAsked(scene, "ch-faults0001", 1);
        registry.setDown(true);
        platform.publish("c/faults", scene.proposed("ch-faults0001", 1, false));
        platform.send(Topic.CHANGES.topicName(), scene.prompt, Map.of("ce_id", "poison"), "{");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        registry.setDown(false);

        var run = the(RunOpened.class, event -> event.change().equals("ch-faults0001"));
        await().atMost(SOON)
                .until(() -> platform.deadLetters().stream().anyMatch(letter -> scene.prompt.equals(letter.key())));

        var stray = scene.tasks(run).getFirst();
        var other = new Scene("stray", registry, 1);
        platform.publish(
                "r/stray",
                other.passed(new dev.belay.contracts.run.EvalTask(
                        other.criteriaDigest,
                        run.run(),
                        run.prompt(),
                        stray.subject(),
                        stray.version(),
                        stray.criteria(),
                        stray.suite(),
                        "no-such-case",
                        1,
                        0,
                        1)));
        platform.publish("r/faults", scene.passed(stray));
        the(ChangeApproved.class, event -> event.change().equals("ch-faults0001"));
        await().atMost(SOON)
                .until(() -> platform.deadLetters().stream()
                        .anyMatch(letter -> run.run().equals(letter.key())));
    }

    @Test
    void anUnknownRunIsAProblemAndNotAStackTrace() {
        given().get("/v1/runs/ch-nobody.1")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404))
                .body("detail", startsWith("run ch-nobody.1 is not known"));
        given().get("/v1/runs").then().statusCode(400).body("detail", startsWith("change: missing"));
        given().get("/v1/events?topic=secrets").then().statusCode(400).body("type", equalTo("/problems/bad-request"));
    }
}
