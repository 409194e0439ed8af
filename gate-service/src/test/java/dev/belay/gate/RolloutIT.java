package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An approved version is taken to a later environment; the test is the deployers. */
@QuarkusTest
class RolloutIT extends OnTheRealStack {

    private static final String LATER = "later";

    @Test
    void stepsFollowOneAnotherUntilARollbackEndsIt() {
        var scene = new Scene("rolled-out", registry, 1);
        platform.publish("v1/" + scene.prompt, scene.published(1, null));
        platform.publish("v2/" + scene.prompt, scene.published(2, 1));
        var run = propose(scene, "ch-rollout001", 2, false);
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, event -> event.change().equals("ch-rollout001"));
        platform.publish("live/" + scene.prompt, applied(scene, "production", "p", Kind.PROMOTE, 1, 2, null));
        platform.publish("before/" + scene.prompt, applied(scene, LATER, "b", Kind.PROMOTE, 1, 1, null));
        await().atMost(SOON).until(() -> start(scene).extract().statusCode() == 202);
        start(scene).statusCode(409).body("detail", containsString("under way"));

        var first = the(
                PromoteOrdered.class,
                event -> event.prompt().equals(scene.prompt)
                        && event.environment().equals(LATER));
        assertThat(first.step()).isEqualTo(5);
        assertThat(first.expects()).isEqualTo(1);
        platform.publish("s1/" + scene.prompt, applied(scene, LATER, first.release(), Kind.PROMOTE, 2, 2, 5), TWICE);
        var second = the(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt) && event.step() == 25);
        assertThat(second.expects()).isEqualTo(2);
        assertThat(second.release()).isEqualTo(first.release().replace("/5", "/25"));
        platform.publish("s2/" + scene.prompt, applied(scene, LATER, second.release(), Kind.PROMOTE, 3, 2, 25), TWICE);

        platform.publish("rb/" + scene.prompt, applied(scene, LATER, "rb-1", Kind.ROLLBACK, 4, 1, null), TWICE);

        await().atMost(SOON)
                .untilAsserted(() -> given().get("/v1/rollouts?prompt=" + scene.prompt)
                        .then()
                        .body("[0].state", equalTo("ended"))
                        .body("[0].reason", containsString("something else went live")));
        stays(() -> assertThat(platform.published(PromoteOrdered.class)
                        .filter(event -> event.prompt().equals(scene.prompt)
                                && event.environment().equals(LATER)))
                .hasSize(2));
    }

    private static ValidatableResponse start(Scene scene) {
        return given().auth()
                .oauth2(TestStack.shared().token("ops@care.example", "belay:care:ops"))
                .contentType(ContentType.JSON)
                .body("{\"prompt\": \"%s\", \"to\": \"later\", \"steps\": [5, 25, 100], \"watch\": \"1s\"}"
                        .formatted(scene.prompt))
                .post("/v1/rollouts")
                .then();
    }

    private static ReleaseApplied applied(
            Scene scene,
            String environment,
            String release,
            Kind kind,
            long number,
            int version,
            @Nullable Integer step) {
        var now = Instant.now();
        return new ReleaseApplied(
                scene.prompt,
                environment,
                release,
                number,
                kind,
                number,
                scene.version(version),
                version == 1 ? null : scene.version(1),
                null,
                0,
                Set.of(),
                now,
                now,
                step,
                null);
    }
}
