package dev.belay.rollback;

import static dev.belay.rollback.domain.DeploymentsFixture.applied;
import static dev.belay.rollback.domain.DeploymentsFixture.content;
import static dev.belay.rollback.domain.DeploymentsFixture.notApplied;
import static dev.belay.rollback.domain.DeploymentsFixture.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.KeyRevoked;
import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.local.stack.EndpointWalk;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test is the gate and the deployers: it writes what they write. */
@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "rollback"))
class RollbackIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TestHTTPResource("/")
    URI service;

    private final String prompt = "it/" + UUID.randomUUID();

    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("ops@care.example", "belay:it:ops"));
    }

    @Test
    void rollbackIsOrderedOnceAndFollowedUntilItIsLive() {
        wentLive(1, 2);
        var detected = Instant.now().minusSeconds(60);
        var order = Map.of("prompt", prompt, "reason", "recommends ibuprofen", "detectedAt", detected.toString());

        var accepted = post(order, "key " + prompt).statusCode(202);
        var id = accepted.header("Location", notNullValue())
                .body("from", equalTo(2))
                .body("left.number", equalTo(2))
                .body("target.number", equalTo(1))
                .body("state", equalTo("ordered"))
                .body("by", equalTo("ops@care.example"))
                .extract()
                .<String>path("rollback");
        post(order, "key " + prompt).statusCode(200).body("rollback", equalTo(id));

        await().atMost(SOON).until(() -> !ordered().isEmpty());
        assertThat(ordered()).singleElement().satisfies(release -> {
            assertThat(release.release()).isEqualTo(id);
            assertThat(release.from()).isEqualTo(2);
            assertThat(release.target()).isEqualTo(version(1));
            assertThat(release.content()).isEqualTo(content(1));
            assertThat(release.reason()).isEqualTo("recommends ibuprofen");
        });
        var outcome = applied(prompt, "production", id, Kind.ROLLBACK, 3, 1, null, 2);
        Topics.send("first " + id, outcome);
        Topics.send("copy " + id, notApplied(prompt, id, Cause.VOID));

        given().get("/v1/rollbacks/" + id + "?wait=30s")
                .then()
                .statusCode(200)
                .body("state", equalTo("live"))
                .body("liveAt", notNullValue())
                .body("timeToRollbackMs", notNullValue());
        post(order, "key " + prompt).statusCode(200).body("state", equalTo("live"));
        post(Map.of("prompt", prompt), null).statusCode(409).body("title", equalTo("No last known good version"));
        given().get("/v1/rollbacks?prompt=" + prompt)
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].state", equalTo("live"));
        given().get("/q/metrics").then().body(containsString("belay_rollback_time_seconds_count"));
        given().get("/v1/rollbacks/times?prompt=" + prompt)
                .then()
                .body("rollbacks", equalTo(1))
                .body("orderedToLive.p99", notNullValue());
        reason(id, "another").statusCode(409).body("detail", containsString("recommends ibuprofen"));
    }

    @Test
    void outcomeThatIsNotAppliedIsToldWithItsReason() {
        wentLive(1, 2);
        var id = post(Map.of("prompt", prompt, "to", 1), null)
                .statusCode(202)
                .extract()
                .<String>path("rollback");
        Topics.send(id, notApplied(prompt, id, Cause.VOID));

        given().get("/v1/rollbacks/" + id + "?wait=30s")
                .then()
                .body("state", equalTo("void"))
                .body("explanation", equalTo("because of VOID"));
    }

    @Test
    void sameKeyAtOnceOrdersOneRollback() throws Exception {
        wentLive(1, 2);
        List<String> ids;
        try (var many = Executors.newFixedThreadPool(8)) {
            Callable<String> order = () ->
                    post(Map.of("prompt", prompt), "key " + prompt).extract().path("rollback");
            ids = many.invokeAll(IntStream.range(0, 8).mapToObj(i -> order).toList()).stream()
                    .map(each -> each.resultNow())
                    .toList();
        }

        assertThat(ids).doesNotContainNull().containsOnly(ids.getFirst());
        await().atMost(SOON).until(() -> !ordered().isEmpty());
        assertThat(ordered()).hasSize(1);
    }

    @Test
    void keyOfAnotherOrderIsRefused() {
        wentLive(1, 2, 3);
        post(Map.of("prompt", prompt), "key " + prompt).statusCode(202);

        post(Map.of("prompt", prompt, "to", 1), "key " + prompt)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", equalTo("Idempotency-Key is taken"));
    }

    @Test
    void whatCannotBeRolledBackToIsAProblem() {
        post(Map.of("prompt", prompt), null)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("title", equalTo("Nothing is live"));
        wentLive(1);
        post(Map.of("prompt", prompt), null).statusCode(409).body("title", equalTo("No last known good version"));
        post(Map.of("prompt", prompt, "to", 7), null)
                .statusCode(409)
                .body("title", equalTo("Never live"))
                .body("detail", containsString("v1"));
    }

    @Test
    void orderThatCannotBeUnderstoodIsAProblem() {
        post(Map.of("prompt", "no-team", "to", 0), null)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of("prompt", "to")));
        for (var body : List.of("{", "[]", "{\"prompt\": {}}", "{\"detectedAt\": \"yesterday\"}")) {
            given().contentType("application/json")
                    .body(body)
                    .post("/v1/rollbacks")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        given().contentType("application/json").post("/v1/rollbacks").then().statusCode(422);
        given().get("/v1/rollbacks/rb-none").then().statusCode(404).contentType("application/problem+json");
        given().get("/v1/rollbacks/rb-none?wait=soon").then().statusCode(400);
    }

    @Test
    void whileKafkaIsAwayAnOrderIsAcceptedAndSentLater() {
        wentLive(1, 2);
        TestStack.shared().stopBroker();
        post(Map.of("prompt", prompt), null).statusCode(202).body("state", equalTo("ordered"));
        TestStack.shared().startBroker();

        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> ordered().size() == 1);
    }

    @Test
    void malformedEventGoesToTheDeadLettersAndTheRestGoesOn() {
        Topics.sendBytes("belay.deployments", prompt, new byte[] {(byte) 0xff});
        wentLive(1, 2);

        post(Map.of("prompt", prompt), null).statusCode(202);
        await().atMost(SOON)
                .until(() -> !Topics.keysOf("belay.deployments.dlq", prompt).isEmpty());
    }

    @Test
    void whatWentLiveOfAGroupGoesBackWhenAnotherOfItDidNot() {
        wentLive(1);
        var other = prompt + "-other";
        var group = "tg-" + prompt.substring(3);
        grouped(prompt, group, 1, 2);
        grouped(other, group, 0, 1);
        Topics.send("a " + prompt, applied(prompt, "production", "G" + prompt, Kind.PROMOTE, 2, 2, null));
        await().atMost(SOON).until(() -> Topics.isKnown(prompt, 2));
        assertThat(ordered()).isEmpty();

        Topics.send("n " + prompt, notApplied(other, "G" + other, Cause.SUPERSEDED));
        Topics.send("n2 " + prompt, notApplied(other, "G" + other, Cause.SUPERSEDED));

        await().atMost(SOON).until(() -> !ordered().isEmpty());
        assertThat(ordered()).singleElement().satisfies(order -> {
            assertThat(order.from()).isEqualTo(2);
            assertThat(order.target()).isEqualTo(version(1));
            assertThat(order.by()).isEqualTo("belay");
            assertThat(order.reason()).contains("one did not go live");
        });
    }

    @Test
    void whatWentLiveTogetherGoesBackTogether() {
        wentLive(1);
        var group = "tg-" + prompt.substring(3);
        grouped(prompt, group, 1, 2);
        Topics.send("a " + prompt, applied(prompt, "production", "G" + prompt, Kind.PROMOTE, 2, 2, null));
        await().atMost(SOON).until(() -> Topics.isKnown(prompt, 2));

        given().contentType("application/json")
                .body("{\"reason\": \"both are wrong\"}")
                .post("/v1/rollbacks/groups/" + group)
                .then()
                .statusCode(202)
                .body("[0].rollback.from", equalTo(2))
                .body("[0].rollback.target.number", equalTo(1));
        given().contentType("application/json")
                .post("/v1/rollbacks/groups/tg-nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void breachOrdersOneRollbackOfWhatProducedIt() {
        wentLive(1, 2);
        var breach = new BreachDetected(
                prompt,
                "production",
                2,
                version(2),
                List.of("recommends-medication"),
                2,
                2,
                List.of(Digest.of("an output")),
                Digest.of("criteria"),
                2,
                DecisionEvent.Answer.ROLL_BACK,
                null,
                Instant.now().minusSeconds(1));
        Topics.send("breach " + prompt, breach);
        Topics.send("breach again " + prompt, breach);

        await().atMost(SOON).until(() -> !ordered().isEmpty());
        Topics.send("a " + prompt, applied(prompt, "production", "P3" + prompt, Kind.PROMOTE, 3, 3, null));
        await().atMost(SOON).until(() -> Topics.isKnown(prompt, 3));
        assertThat(ordered()).singleElement().satisfies(order -> {
            assertThat(order.from()).isEqualTo(2);
            assertThat(order.target()).isEqualTo(version(1));
            assertThat(order.by()).isEqualTo("belay");
            assertThat(order.reason())
                    .isEqualTo("2 outputs that applications got violate recommends-medication (limit 2)");
            assertThat(order.detectedAt()).isEqualTo(breach.detectedAt());
        });
    }

    /** A drill that nobody applies; the service heard of it. */
    private String drilled() {
        var id = "drill-" + prompt.substring(3);
        Topics.send(
                id,
                new DrillStarted(
                        prompt,
                        id,
                        "drill",
                        version(1),
                        version(2),
                        id + "/good",
                        id + "/bad",
                        "ops@care.example",
                        Instant.now()));
        await().atMost(SOON).until(() -> given().get("/v1/drills/" + id).statusCode() == 200);
        return id;
    }

    @Test
    void drillIsARollbackThatIsLoggedApart() {
        wentLive(1, 2);
        var id = "drill-" + prompt.substring(3);
        // The log may be read before the drill's start, which is on another topic.
        Topics.send("g " + id, applied(prompt, "drill", id + "/good", Kind.PROMOTE, 1, 1, null));
        Topics.send("b " + id, applied(prompt, "drill", id + "/bad", Kind.PROMOTE, 2, 2, null));
        assertThat(drilled()).isEqualTo(id);

        await().atMost(SOON).until(() -> !ordered().isEmpty());
        assertThat(ordered()).singleElement().satisfies(order -> {
            assertThat(order.environment()).isEqualTo("drill");
            assertThat(order.from()).isEqualTo(2);
            assertThat(order.target()).isEqualTo(version(1));
            assertThat(order.by()).isEqualTo("ops@care.example");
        });
        given().get("/v1/drills/" + id).then().body("state", equalTo("ordered"));
        given().get("/v1/rollbacks?prompt=" + prompt).then().body("", hasSize(0));
    }

    @Test
    void keyForRollbacksOrdersThemAndNothingElse() {
        wentLive(1, 2);
        var text = "belay_" + UUID.randomUUID();
        var key = "key-" + UUID.randomUUID();
        var team = prompt.substring(0, prompt.indexOf('/')) + "/*";
        Topics.send(key, new KeyCreated(key, Digest.of(text), team, "production", "ops", Use.ROLL_BACK));
        var reading = "belay_" + UUID.randomUUID();
        Topics.send("r" + key, new KeyCreated("r" + key, Digest.of(reading), team, "production", "ops", null));
        var alert = """
                {"status": "firing", "alerts": [
                  {"status": "firing", "labels": {"alertname": "Complaints", "belay_prompt": "%s"},
                   "annotations": {"summary": "patients complain"}, "startsAt": "%s", "fingerprint": "f1"},
                  {"status": "resolved", "labels": {"belay_prompt": "%s"}, "fingerprint": "f2"},
                  {"status": "firing", "labels": {"alertname": "another"}, "fingerprint": "f3"}]}""".formatted(prompt, Instant.now().minusSeconds(30), prompt);

        await().atMost(SOON)
                .until(() -> by(text).body(alert).post("/v1/rollbacks/alerts").statusCode() == 200);
        by(text).body(alert)
                .post("/v1/rollbacks/alerts")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].why", equalTo("ordered before"));

        await().atMost(SOON).until(() -> !ordered().isEmpty());
        assertThat(ordered()).singleElement().satisfies(order -> {
            assertThat(order.by()).isEqualTo(key);
            assertThat(order.reason()).isEqualTo("alert Complaints: patients complain");
        });
        by(text).get("/v1/rollbacks?prompt=" + prompt).then().statusCode(403);
        by(text).body("{\"prompt\": \"other/x\"}").post("/v1/rollbacks").then().statusCode(403);
        by(reading)
                .body("{\"prompt\": \"" + prompt + "\"}")
                .post("/v1/rollbacks")
                .then()
                .statusCode(401);
        Topics.send("x" + key, new KeyRevoked(key, team, "ops"));
        await().atMost(SOON)
                .until(() -> by(text).body(alert).post("/v1/rollbacks/alerts").statusCode() == 401);
    }

    private static RequestSpecification by(String key) {
        return given().auth().none().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    @Test
    void goesBackToWhatWasLiveThen() {
        wentLive(1, 2, 3);
        var order = Map.of("prompt", prompt, "toTime", "2020-01-01T00:00:00Z");

        post(order, null).statusCode(409).body("detail", containsString("is not known"));
        var now = Map.of("prompt", prompt, "toTime", Instant.now().toString());
        post(now, null).statusCode(202).body("target.number", equalTo(3));
    }

    private static void grouped(String prompt, String group, long expects, int number) {
        var target = version(number);
        Topics.send(
                UUID.randomUUID().toString(),
                new PromoteOrdered(
                        "G" + prompt,
                        prompt,
                        "production",
                        expects,
                        100,
                        target,
                        content(number),
                        "c" + number,
                        1,
                        Digest.of("decision"),
                        Instant.now(),
                        group,
                        null));
        await().atMost(SOON).until(() -> Topics.isRead("G" + prompt));
    }

    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        wentLive(1, 2);
        grouped(prompt, "tg-walk-" + prompt.substring(3), 2, 3);
        var id = post(Map.of("prompt", prompt), null).statusCode(202).extract().<String>path("rollback");

        var differences = new EndpointWalk(service, "it")
                .expect(
                        "POST /v1/rollbacks",
                        "/v1/rollbacks",
                        "{\"prompt\": \"" + prompt + "\"}",
                        202,
                        Set.of("engineer", "pm", "ops"))
                .expect(
                        "POST /v1/rollbacks/groups/{group}",
                        "/v1/rollbacks/groups/" + "tg-walk-" + prompt.substring(3),
                        "{}",
                        202,
                        Set.of("engineer", "pm", "ops"))
                .expect("GET /v1/rollbacks", "/v1/rollbacks?prompt=" + prompt, 200, EndpointWalk.READERS)
                .expect("GET /v1/rollbacks", "/v1/rollbacks", 200, EndpointWalk.ANYBODY)
                .expect(
                        "POST /v1/rollbacks/alerts",
                        "/v1/rollbacks/alerts",
                        """
                        {"alerts": [{"status": "firing", "fingerprint": "w", "labels": {"belay_prompt": "%s"}}]}""".formatted(prompt),
                        200,
                        Set.of("engineer", "pm", "ops"))
                .expect("GET /v1/drills", "/v1/drills?prompt=" + prompt, 200, EndpointWalk.READERS)
                .expect("GET /v1/drills", "/v1/drills?passed=true", 200, EndpointWalk.ANYBODY)
                .expect("GET /v1/drills/{id}", "/v1/drills/" + drilled(), 200, EndpointWalk.READERS)
                .expect("GET /v1/rollbacks/times", "/v1/rollbacks/times?prompt=" + prompt, 200, EndpointWalk.READERS)
                .expect(
                        "PUT /v1/rollbacks/{id}/reason",
                        "/v1/rollbacks/" + id + "/reason",
                        "{\"reason\": \"walked\"}",
                        200,
                        Set.of("engineer", "pm", "ops"))
                .expect("GET /v1/rollbacks/{id}", "/v1/rollbacks/" + id, 200, EndpointWalk.READERS)
                .differences();

        assertThat(differences).isEmpty();
    }

    private void wentLive(int... versions) {
        for (int number = 1; number <= versions.length; number++) {
            var target = version(versions[number - 1]);
            Topics.send(
                    UUID.randomUUID().toString(),
                    new PromoteOrdered(
                            "P" + number,
                            prompt,
                            "production",
                            number - 1L,
                            100,
                            target,
                            content(target.number()),
                            "c" + number,
                            1,
                            Digest.of("decision"),
                            Instant.now()));
            Topics.send(
                    UUID.randomUUID().toString(),
                    applied(prompt, "production", "P" + number, Kind.PROMOTE, number, target.number(), null));
        }
        await().atMost(SOON).until(() -> Topics.isKnown(prompt, versions.length));
    }

    @Test
    void theReasonMayFollow() {
        wentLive(1, 2);
        var id = post(Map.of("prompt", prompt), null).statusCode(202).extract().<String>path("rollback");

        reason(id, " ").statusCode(422);
        reason(id, "patients were told to take ibuprofen").statusCode(200);
        given().get("/v1/rollbacks/" + id).then().body("reason", equalTo("patients were told to take ibuprofen"));
        reason(id, "another").statusCode(409);
        reason("rb-nobody", "none").statusCode(404);
    }

    private static ValidatableResponse reason(String id, String why) {
        return given().contentType("application/json")
                .body(Map.of("reason", why))
                .put("/v1/rollbacks/" + id + "/reason")
                .then();
    }

    private static ValidatableResponse post(Map<String, ?> order, String key) {
        var request = given().contentType("application/json").body(order);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .post("/v1/rollbacks")
                .then();
    }

    private List<RollbackOrdered> ordered() {
        return Topics.rollbacksOf(prompt);
    }
}
