package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.run.Subject;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What makes a change one of tone, persona or safety is there to see, and who said that it does not hold. */
@QuarkusTest
class AspectIT extends OnTheRealStack {

    private static final String RUN = "/v1/runs/ch-aspects001.1";

    @Test
    void aRunSaysWhichAspectsItHasAndWhy() {
        var scene = live("aspects");
        var candidate = scene.version(2, "Name the dosage.");
        var run =
                propose(scene, "ch-aspects001", scene.proposed("ch-aspects001", candidate, false, Set.of(Aspect.TONE)));

        await().atMost(SOON).until(() -> get(RUN).<List<?>>path("aspects").size() == 2);
        assertThat(aspects("tone")).containsEntry("by", "author").containsEntry("why", "declared by dev@care.example");
        assertThat(aspects("safety"))
                .containsEntry("by", "diff")
                .containsEntry("why", "\"dosage\" in \"system: Name the dosage.\"")
                .doesNotContainKey("removedBy");

        measured(scene, run);
        the(ChangeHeldBack.class, event -> event.change().equals("ch-aspects001"));
        given().auth()
                .oauth2(TestStack.shared().token("paula@care.example", "belay:care:pm"))
                .contentType(ContentType.JSON)
                .body(Map.of("change", "ch-aspects001", "aspect", "safety", "reason", "a form, no dosage"))
                .post("/v1/aspect-removals")
                .then()
                .statusCode(200);
        assertThat(aspects("safety"))
                .containsEntry("removedBy", "paula@care.example")
                .containsEntry("removedBecause", "a form, no dosage");
    }

    @Test
    void outputsThatMovedFarFromTheLiveOnesAreATonesWhateverTheAuthorSays() {
        var scene = live("drifting");
        var run = propose(scene, "ch-drifting01", 2, false);
        registry.setEmbedding(false);
        scene.tasks(run).forEach(task -> {
            var result = scene.passed(task);
            registry.say(result.completion(), task.subject() == Subject.CANDIDATE ? "zzz yyy xxx" : "aaa bbb ccc");
            platform.publish("r/" + task.task(), result, TWICE);
        });

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> get("/v1/runs/ch-drifting01.1").path("state").equals("evaluating"));
        registry.setEmbedding(true);

        var held = the(ChangeHeldBack.class, event -> event.change().equals("ch-drifting01"));
        assertThat(held.waitsFor()).contains("review");
        assertThat(aspects("/v1/runs/ch-drifting01.1", "tone"))
                .containsEntry("by", "drift")
                .containsEntry("why", "outputs of 12 cases moved by 0.96 from the live version's, more than 0.25");
        assertThat(get("/v1/runs/ch-drifting01.1")
                        .<Float>path("decision.findings.find { it.rule == 'review' }.numbers.drift"))
                .isBetween(0.95f, 0.97f);
    }

    private static Map<String, Object> aspects(String aspect) {
        return aspects(RUN, aspect);
    }

    private static Map<String, Object> aspects(String run, String aspect) {
        return get(run).path("aspects.find { it.aspect == '" + aspect + "' }");
    }
}
