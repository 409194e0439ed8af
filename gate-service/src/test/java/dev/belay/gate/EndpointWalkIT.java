package dev.belay.gate;

import static dev.belay.local.stack.EndpointWalk.ANYBODY;
import static dev.belay.local.stack.EndpointWalk.READERS;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.local.stack.EndpointWalk;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndpointWalkIT extends OnTheRealStack {

    private static final Set<String> PM_ALONE = Set.of("pm");
    private static final Set<String> OPERATORS = Set.of("pm", "ops");

    private static final String DECIDED = "ch-walked0001";
    private static final String IN_REVIEW = "ch-walked0002";

    @TestHTTPResource("/")
    URI gate;

    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        var decided = decided();
        var inReview = inReview();
        var walk = new EndpointWalk(gate, "care");
        runsAndDecisions(walk, decided.prompt);
        prompts(walk, decided.prompt);
        judgements(walk, inReview);
        webhooks(walk);

        assertThat(walk.differences()).isEmpty();
    }

    private Scene decided() {
        var scene = new Scene("walked", registry, 1);
        var run = propose(scene, DECIDED, 1, true);
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, event -> event.change().equals(DECIDED));
        return scene;
    }

    /** The review that a PM has begun. */
    private String inReview() {
        var scene = live("walked-by-people");
        handOff(scene);
        measured(scene, proposeToPeople(scene, IN_REVIEW, 2, Aspect.TONE));
        the(ChangeHeldBack.class, event -> event.change().equals(IN_REVIEW));
        return given().auth()
                .oauth2(TestStack.shared().token("pm@care.example", "belay:care:pm"))
                .contentType(ContentType.JSON)
                .body(about(""))
                .post("/v1/reviews")
                .path("review");
    }

    private static void runsAndDecisions(EndpointWalk walk, String prompt) {
        var run = "/v1/runs/" + DECIDED + ".1";
        var decision = "/v1/decisions/" + DECIDED + ".1";
        walk.expect("GET /v1/runs", "/v1/runs?change=" + DECIDED, 200, READERS)
                .expect("GET /v1/runs/{run}", run, 200, READERS)
                .expect("GET /v1/runs/{run}/results", run + "/results", 200, READERS)
                .expect("GET /v1/runs/{run}/measures", run + "/measures", 200, READERS)
                .expect("GET /v1/runs/{run}/events", run + "/events", 200, READERS)
                // It is decided, so there is nothing to try again.
                .expect("POST /v1/runs/{run}/retries", run + "/retries", "{}", 409, Set.of("engineer", "pm"))
                .expect("GET /v1/decisions", "/v1/decisions?prompt=" + prompt, 200, READERS)
                .expect("GET /v1/decisions", "/v1/decisions", 200, ANYBODY)
                .expect("GET /v1/decisions/{run}", decision, 200, READERS)
                .expect("GET /v1/decisions/{run}/replay", decision + "/replay", 200, READERS)
                .expect("GET /v1/verification/decisions", "/v1/verification/decisions?prompt=" + prompt, 200, READERS)
                .expect("GET /v1/verification/decisions", "/v1/verification/decisions", 200, ANYBODY)
                .expect("GET /v1/audit/seal", "/v1/audit/seal", 200, ANYBODY)
                .expect("GET /v1/audit/records", "/v1/audit/records?key=" + prompt, 200, READERS)
                .expectOpen("GET /.well-known/jwks.json", "/.well-known/jwks.json")
                .expect(
                        "POST /v1/decisions/{run}/trials",
                        decision + "/trials",
                        "{\"criteria\": {\"owner\": \"pm@care.example\"}, \"results\": []}",
                        200,
                        READERS)
                // It is a check, and nothing was ever live.
                .expect(
                        "POST /v1/adoptions",
                        "/v1/adoptions",
                        "{\"change\": \"" + DECIDED + "\", \"reason\": \"walked\"}",
                        200,
                        PM_ALONE)
                // Nothing was ever live of it.
                .expect(
                        "POST /v1/retirements",
                        "/v1/retirements",
                        "{\"prompt\": \"" + prompt + "\", \"reason\": \"walked\"}",
                        409,
                        OPERATORS)
                // It is released already.
                .expect("POST /v1/promotions", "/v1/promotions", "{\"change\": \"" + DECIDED + "\"}", 409, OPERATORS)
                // Nothing was ever live of it.
                .expect(
                        "POST /v1/drill-orders",
                        "/v1/drill-orders",
                        "{\"prompt\": \"" + prompt + "\"}",
                        409,
                        Set.of("engineer", "pm", "ops"))
                // Nothing was ever live of it.
                .expect(
                        "POST /v1/rollouts",
                        "/v1/rollouts",
                        "{\"prompt\": \"" + prompt + "\", \"to\": \"later\"}",
                        409,
                        OPERATORS)
                .expect("GET /v1/rollouts", "/v1/rollouts?prompt=" + prompt, 200, READERS)
                .expect("POST /v1/rollouts/{id}/pauses", "/v1/rollouts/none/pauses", "{}", 404, ANYBODY)
                .expect("POST /v1/rollouts/{id}/resumptions", "/v1/rollouts/none/resumptions", "{}", 404, ANYBODY)
                .expect("GET /v1/breaches", "/v1/breaches", 200, ANYBODY)
                .expect("GET /v1/shadow-prompts", "/v1/shadow-prompts?team=care", 200, READERS)
                .expect("GET /v1/events", "/v1/events?topic=belay.live&prompt=" + prompt, 200, READERS);
    }

    private static void prompts(EndpointWalk walk, String prompt) {
        var pause = "/v1/pauses/" + prompt;
        var handoff = "/v1/handoffs/" + prompt;
        // As it is already: the team is other tests' too.
        var policy = get("/v1/policies/care").asString();
        var override = "{\"prompt\": \"%s\", \"rule\": \"no-regression\", \"reason\": \"walked\", \"until\": \"%s\"}"
                .formatted(prompt, Instant.now().plus(Duration.ofHours(1)));
        walk.expect("GET /v1/pauses", "/v1/pauses", 200, ANYBODY)
                .expect("PUT /v1/pauses/{team}/{name}", pause, "{\"reason\": \"walked\"}", 200, OPERATORS)
                .expect("DELETE /v1/pauses/{team}/{name}", pause, 204, OPERATORS)
                .expect("GET /v1/handoffs/{team}/{name}", handoff, 200, READERS)
                .expect(
                        "POST /v1/handoffs/{team}/{name}",
                        handoff,
                        "{\"to\": \"pm\", \"reason\": \"walked\"}",
                        200,
                        PM_ALONE)
                .expect("GET /v1/policies/{team}", "/v1/policies/care", 200, READERS)
                .expect("PUT /v1/policies/{team}", "/v1/policies/care", policy, 200, OPERATORS)
                .expect("GET /v1/overrides", "/v1/overrides?prompt=" + prompt, 200, READERS)
                .expect("POST /v1/overrides", "/v1/overrides", override, 200, PM_ALONE)
                .expect("GET /v1/closures", "/v1/closures", 200, ANYBODY)
                .expect("POST /v1/freezes", "/v1/freezes", reasoned(prompt), 202, OPERATORS)
                .expect("POST /v1/resumptions", "/v1/resumptions", reasoned(prompt), 409, OPERATORS)
                .expect("GET /v1/quarantines", "/v1/quarantines?prompt=" + prompt, 200, READERS)
                .expect("POST /v1/quarantines", "/v1/quarantines", """
                        {"prompt": "%s", "caseId": "a", "owner": "ana", "reason": "walked", "until": "2026-11-01T00:00:00Z"}""".formatted(prompt), 200, PM_ALONE)
                .expect("POST /v1/simulations", "/v1/simulations", """
                        {"prompt": "%s", "criteria": {"owner": "pm@care.example"}, "cases": [{"id": "a"}],
                         "scenario": "unchanged", "runs": 1, "seed": 1}""".formatted(prompt), 200, READERS);
    }

    private static String reasoned(String prompt) {
        return "{\"prompt\": \"%s\", \"reason\": \"walked\"}".formatted(prompt);
    }

    private static void judgements(EndpointWalk walk, String review) {
        var reviewed = "/v1/reviews/" + review;
        walk.expect("GET /v1/inbox", "/v1/inbox", 200, ANYBODY)
                .expect("POST /v1/reviews", "/v1/reviews", about(""), 200, PM_ALONE)
                .expect("GET /v1/reviews/{review}", reviewed, 200, PM_ALONE)
                .expect("PUT /v1/reviews/{review}/verdicts", reviewed + "/verdicts", "[]", 200, PM_ALONE)
                // No pair has a verdict yet.
                .expect("POST /v1/reviews/{review}/submission", reviewed + "/submission", "{}", 409, PM_ALONE)
                .expect("POST /v1/sign-offs", "/v1/sign-offs", about(""), 200, PM_ALONE)
                .expect(
                        "POST /v1/trade-offs",
                        "/v1/trade-offs",
                        about(", \"ceiling\": \"costIncrease\", \"accepted\": true, \"reason\": \"walked\""),
                        200,
                        PM_ALONE)
                .expect(
                        "POST /v1/aspect-removals",
                        "/v1/aspect-removals",
                        about(", \"aspect\": \"tone\", \"reason\": \"walked\""),
                        200,
                        PM_ALONE);
    }

    private static void webhooks(EndpointWalk walk) {
        var order = "{\"team\": \"care\", \"url\": \"http://localhost:1/\", \"events\": [\"rolled-back\"]}";
        var id = given().auth()
                .oauth2(TestStack.shared().token("ops@care.example", "belay:care:ops"))
                .contentType(ContentType.JSON)
                .body(order)
                .post("/v1/webhooks")
                .path("id");
        var webhook = "/v1/webhooks/" + id;
        var mail = "{\"team\": \"care\", \"channel\": \"email\", \"url\": \"pm@care.example\"}";
        walk.expect("POST /v1/webhooks", "/v1/webhooks", order, 201, OPERATORS)
                .expect("POST /v1/webhooks", "/v1/webhooks", mail, 201, OPERATORS)
                .expect("GET /v1/webhooks", "/v1/webhooks?team=care", 200, OPERATORS)
                .expect("GET /v1/webhooks/{id}/deliveries", webhook + "/deliveries", 200, OPERATORS)
                .expect(
                        "POST /v1/webhooks/{id}/replays",
                        webhook + "/replays",
                        "{\"since\": \"2026-11-25T09:00:00Z\"}",
                        200,
                        OPERATORS)
                .expect("DELETE /v1/webhooks/{id}", webhook, 204, OPERATORS);
    }

    private static String about(String more) {
        return "{\"change\": \"" + IN_REVIEW + "\"" + more + "}";
    }
}
