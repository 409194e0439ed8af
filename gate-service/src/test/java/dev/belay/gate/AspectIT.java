package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
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

    private static Map<String, Object> aspects(String aspect) {
        return get(RUN).path("aspects.find { it.aspect == '" + aspect + "' }");
    }
}
