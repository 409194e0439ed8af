package dev.belay.gate;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.run.RunControlEvent.RunPaused;
import dev.belay.contracts.run.RunControlEvent.RunResumed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** A prompt of which nothing is evaluated for a while. */
@QuarkusTest
class PauseIT extends OnTheRealStack {

    @Test
    void everyRunOfAPausedPromptWaitsAndGoesOnWithTheTimeItHadLeft() {
        var scene = new Scene("pausing", registry, 2);
        var before = propose(scene, "ch-pausing001", 1, false);

        pause(scene.prompt, "{\"reason\": \"the provider is down\"}").statusCode(200);

        var paused = the(RunPaused.class, event -> event.run().equals("ch-pausing001.1"));
        assertThat(paused.by()).isEqualTo("erik@care.example");
        assertThat(paused.reason()).isEqualTo("the provider is down");
        get("/v1/runs/ch-pausing001.1").then().body("pausedSince", notNullValue());
        get("/v1/pauses").then().body("prompt", hasItem(scene.prompt));

        platform.publish("c/later", scene.proposed("ch-pausing002", 2, true));
        the(RunPaused.class, event -> event.run().equals("ch-pausing002.1"));

        delete("/v1/pauses/" + scene.prompt).then().statusCode(204);

        var resumed = the(RunResumed.class, event -> event.run().equals("ch-pausing001.1"));
        assertThat(resumed.deadline()).isAfter(before.deadline());
        the(RunResumed.class, event -> event.run().equals("ch-pausing002.1"));
        get("/v1/runs/ch-pausing001.1").then().body("pausedSince", nullValue());
        get("/v1/pauses").then().body("prompt", not(hasItem(scene.prompt)));
        delete("/v1/pauses/" + scene.prompt).then().statusCode(404);
    }

    @Test
    void whatWasAskedBeforeThePauseStillDecides() {
        var scene = new Scene("decided-paused", registry, 2);
        var run = propose(scene, "ch-pausing003", 1, true);
        pause(scene.prompt, "{\"reason\": \"too dear\"}").statusCode(200);

        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));

        the(ChangeApproved.class, event -> event.change().equals("ch-pausing003"));
        delete("/v1/pauses/" + scene.prompt).then().statusCode(204);
    }

    @Test
    void whoPausesSaysWhyAndTheFirstHolds() {
        pause("care/unsaid", "{\"reason\": \" \"}").statusCode(400).body("detail", containsString("reason"));
        get("/v1/pauses").then().body("prompt", not(hasItem("care/unsaid")));

        pause("care/twice", "{\"reason\": \"first\"}").body("reason", equalTo("first"));
        pause("care/twice", "{\"reason\": \"second\"}").body("reason", equalTo("first"));
        delete("/v1/pauses/care/twice").then().statusCode(204);
    }

    private static ValidatableResponse pause(String prompt, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/pauses/" + prompt)
                .then();
    }
}
