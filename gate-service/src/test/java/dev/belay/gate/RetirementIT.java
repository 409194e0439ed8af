package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetirementIT extends OnTheRealStack {

    @Test
    void itIsOrderedOnceAgainstWhatIsLiveAndItsNumberGoesOn() {
        var scene = new Scene("retired", registry, 1);
        platform.publish("d/retired", scene.applied("r1", 4, 1, "ch-retired001", Set.of()));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 4);

        var first = retire(scene.prompt, "replaced by care/report").statusCode(202);
        first.body("ends", equalTo(4)).body("version.number", equalTo(1));
        String release = first.extract().path("release");
        retire(scene.prompt, "replaced by care/report").statusCode(202).body("release", equalTo(release));

        var order = the(RetireOrdered.class, event -> event.prompt().equals(scene.prompt));
        assertThat(order.expects()).isEqualTo(4);
        assertThat(order.by()).isEqualTo("erik@care.example");
        assertThat(order.release()).isEqualTo(release);

        var now = Instant.now();
        platform.publish(
                "d/retired-5",
                new PromptRetired(
                        scene.prompt,
                        "production",
                        release,
                        9,
                        5,
                        scene.version(1),
                        "erik@care.example",
                        "replaced",
                        now,
                        now));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 5);
    }

    @Test
    void whatWasNeverLiveCannotBeRetiredNorByAnEngineerNorWithoutAReason() {
        retire("care/never-live", "why not").statusCode(409).body("detail", containsString("nothing is live"));
        retire("care/never-live", " ").statusCode(400);
        given().auth()
                .oauth2(TestStack.shared().token("eng@care.example", "belay:care:engineer"))
                .contentType(ContentType.JSON)
                .body("{\"prompt\": \"care/never-live\", \"reason\": \"x\"}")
                .post("/v1/retirements")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse retire(String prompt, String reason) {
        return given().contentType(ContentType.JSON)
                .body("{\"prompt\": \"" + prompt + "\", \"reason\": \"" + reason + "\"}")
                .post("/v1/retirements")
                .then();
    }
}
