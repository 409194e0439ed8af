package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent.PromptReopened;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rollback closes its prompt, a freeze too; what is approved meanwhile waits. */
@QuarkusTest
class ClosureIT extends OnTheRealStack {

    @Test
    void whatIsApprovedAfterARollbackWaitsUntilSomebodyReopensThePrompt() {
        var scene = live("closed");
        rolledBack(scene, 2);
        handOff(scene);
        var run = proposeToPeople(scene, "ch-closed0001", 3);
        measured(scene, run);

        // Engineers own the prompt, and the evals pass: it is signed because something was rolled back, and no case is
        // of an
        // incident.
        var held = the(ChangeHeldBack.class, event -> event.change().equals("ch-closed0001"));
        assertThat(held.waitsFor()).contains("sign off");
        post("pm@care.example", "pm", "/v1/sign-offs", Map.of("change", "ch-closed0001"))
                .statusCode(200);

        the(ChangeApproved.class, event -> event.change().equals("ch-closed0001"));
        stays(() -> assertThat(promotes(scene)).isEmpty());
        assertThat(get("/v1/runs/ch-closed0001.1").<String>path("waitsFor")).contains("closed since the rollback");
        post("ana@care.example", "engineer", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "hurry"))
                .statusCode(403);
        given().get("/v1/closures").then().body("find { it.prompt == '" + scene.prompt + "' }.closed", equalTo(true));

        post("ops@care.example", "ops", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "mended"))
                .statusCode(200)
                .body("reopened", equalTo(true));

        assertThat(the(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt))
                        .change())
                .isEqualTo("ch-closed0001");
        assertThat(the(PromptReopened.class, event -> event.prompt().equals(scene.prompt)))
                .extracting(PromptReopened::rollback, PromptReopened::by, PromptReopened::reason)
                .containsExactly(2L, "ops@care.example", "mended");
        post("ops@care.example", "ops", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "again"))
                .statusCode(409);
    }

    @Test
    void theHeldTextWithOneMoreBlankIsRefused() {
        var scene = live("blank");
        var held = scene.version(2, "Summarise, and recommend ibuprofen.");
        rolledBack(scene, 2, held.digest());
        var candidate = scene.version(3, "Summarise,  and recommend ibuprofen. ");
        platform.publish("crit/" + scene.prompt, scene.criteriaPublished());
        platform.publish("suite/" + scene.prompt, scene.suitePublished());
        platform.publish("c/blank", scene.proposed("ch-blank00001", candidate, false, Set.of()), TWICE);

        await().atMost(SOON)
                .until(() -> "withdrawn".equals(get("/v1/runs/ch-blank00001.1").path("state")));
        assertThat(get("/v1/runs/ch-blank00001.1").<String>path("reason"))
                .contains("but for blanks, and that was rolled back from");
    }

    @Test
    void whatARollbackLeftIsSignedAndReleasedClearingTheRollback() {
        var scene = live("cleared");
        rolledBack(scene, 2, scene.version(2).digest());
        handOff(scene);
        post("ops@care.example", "ops", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "it was not it"))
                .statusCode(200);
        measured(scene, proposeToPeople(scene, "ch-cleared001", 2));
        assertThat(the(ChangeHeldBack.class, event -> event.change().equals("ch-cleared001"))
                        .decision()
                        .findings())
                .filteredOn(finding -> finding.outcome().isOpen())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(Rule.AFTER_ROLLBACK, Rule.FOUR_EYES);

        post("pm@care.example", "pm", "/v1/sign-offs", Map.of("change", "ch-cleared001"))
                .statusCode(200);

        assertThat(the(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt))
                        .clears())
                .isEqualTo("rb-" + scene.prompt);
    }

    @Test
    void anIncidentsCaseThatWhatWasTakenBackFailsNeedsNoSignOff() {
        var scene = live("incident", new Scene("incident", registry, 12, null, 1));
        rolledBack(scene, 2, scene.version(2).digest());
        handOff(scene);
        var run = proposeToPeople(scene, "ch-incident01", 3);
        assertThat(run.held()).isEqualTo(scene.version(2));
        assertThat(scene.tasks(run))
                .filteredOn(task -> task.subject() == Subject.HELD)
                .extracting(EvalTask::caseId)
                .containsExactly("incident-0");

        scene.tasks(run).forEach(task -> {
            var result = task.subject() == Subject.HELD ? scene.failing(task) : scene.passed(task);
            platform.publish("r/" + task.task(), result, TWICE);
        });

        assertThat(the(ChangeApproved.class, event -> event.change().equals("ch-incident01"))
                        .decision()
                        .findings())
                .filteredOn(finding -> finding.rule() == Rule.AFTER_ROLLBACK)
                .singleElement()
                .satisfies(finding -> assertThat(finding.summary()).isEqualTo("v2 fails incident-0, and v3 passes"));
        get("/v1/decisions/ch-incident01.1/replay").then().body("same", equalTo(true));
        stays(() -> assertThat(promotes(scene)).isEmpty());
        post("ops@care.example", "ops", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "mended"))
                .statusCode(200);
        assertThat(the(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt))
                        .clears())
                .isNull();
    }

    @Test
    void aFrozenPromptKeepsWhatIsApprovedUntilItIsLifted() {
        var scene = live("frozen");
        post("ana@care.example", "engineer", "/v1/freezes", Map.of("prompt", scene.prompt, "reason", "x"))
                .statusCode(403);
        post("ops@care.example", "ops", "/v1/freezes", Map.of("prompt", scene.prompt, "reason", "audit week"))
                .statusCode(202);
        var order = the(FreezeOrdered.class, event -> event.prompt().equals(scene.prompt));
        assertThat(order.expects()).isZero();
        platform.publish("f/" + scene.prompt, frozen(scene, order.release(), 1, true), TWICE);
        await().atMost(SOON)
                .until(() -> get("/v1/closures").<Object>path("find { it.prompt == '" + scene.prompt + "' }") != null);
        measured(scene, propose(scene, "ch-frozen0001", 2, false));
        the(ChangeApproved.class, event -> event.change().equals("ch-frozen0001"));
        stays(() -> assertThat(promotes(scene)).isEmpty());

        post("ops@care.example", "ops", "/v1/resumptions", Map.of("prompt", scene.prompt, "reason", "it is over"))
                .statusCode(200)
                .body("unfreezing", equalTo(true));
        var lifted = the(UnfreezeOrdered.class, event -> event.prompt().equals(scene.prompt));
        assertThat(lifted.expects()).isEqualTo(1);
        stays(() -> assertThat(promotes(scene)).isEmpty());
        platform.publish("u/" + scene.prompt, frozen(scene, lifted.release(), 2, false), TWICE);

        the(PromoteOrdered.class, event -> event.change().equals("ch-frozen0001"));
    }

    private List<PromoteOrdered> promotes(Scene scene) {
        return events(PromoteOrdered.class, event -> event.prompt().equals(scene.prompt));
    }

    private static FreezeChanged frozen(Scene scene, String release, long number, boolean frozen) {
        return new FreezeChanged(
                scene.prompt,
                "*",
                release,
                100 + number,
                number,
                frozen,
                "ops@care.example",
                "audit week",
                Instant.now());
    }

    private static ValidatableResponse post(String who, String role, String path, Map<String, String> body) {
        return given().auth()
                .oauth2(TestStack.shared().token(who, "belay:care:" + role))
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }
}
