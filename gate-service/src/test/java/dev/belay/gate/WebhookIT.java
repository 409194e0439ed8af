package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.gate.WebhookReceiver.Request;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What teams' own systems are told, whatever they answer. */
@QuarkusTest
class WebhookIT extends OnTheRealStack {

    private static final List<String> REQUESTS = List.of("review-requested", "sign-off-requested");

    @Test
    void aReceiverThatFailsTwiceIsToldUnderOneIdAndAnotherOneIsNotHeldUp() throws Exception {
        try (var silent = new WebhookReceiver(times -> 0);
                var flaky = new WebhookReceiver(times -> times == 1 ? 500 : times == 2 ? 302 : 204)) {
            var added = add("hooked", silent.url(), List.of("decided"));
            var other = add("hooked", flaky.url(), List.of("decided"));
            var scene = new Scene("hooked/rejected", registry, 2);
            var run = propose(scene, "ch-hooked0001", 1, false);
            platform.publish("r/hooked", scene.violating(scene.tasks(run).getFirst()), TWICE);
            the(ChangeRejected.class, event -> event.change().equals("ch-hooked0001"));

            await().atMost(SOON)
                    .until(() -> deliveries(other).getString("[0].state").equals("delivered"));

            assertThat(flaky.requests()).hasSize(3);
            assertThat(flaky.requests())
                    .extracting(Request::id)
                    .containsOnly(deliveries(other).getString("[0].id"));
            assertThat(flaky.requests()).extracting(Request::query).containsOnly("team=hooked");
            for (var request : flaky.requests()) {
                assertThat(request.signature()).isEqualTo(signature(other.getString("secret"), request));
            }
            var told = flaky.requests().getLast().json();
            assertThat(told.path("type").asText()).isEqualTo("decided");
            assertThat(told.path("data").path("verdict").asText()).isEqualTo("rejected");
            assertThat(told.path("data").path("change").asText()).isEqualTo("ch-hooked0001");
            assertThat(told.path("data").path("version").asInt()).isEqualTo(1);
            assertThat(told.path("data").path("url").asText()).endsWith("/v1/runs/ch-hooked0001.1");
            assertThat(deliveries(other).getInt("[0].tries")).isEqualTo(3);
            assertThat(deliveries(other).getString("[0].lastAnswer")).isEqualTo("HTTP 204");

            await().atMost(SOON)
                    .until(() -> String.valueOf(deliveries(added).getString("[0].lastAnswer"))
                            .equals("no answer in 10 s"));
            ops("hooked")
                    .get("/v1/webhooks?team=hooked")
                    .then()
                    .body("[0].failures", greaterThan(0))
                    .body("[0].lastError", equalTo("no answer in 10 s"))
                    .body("[0].secret", nullValue())
                    .body("[1].failures", equalTo(0));
            assertThat(deliveries(added).getString("[0].state")).isEqualTo("pending");

            replay(other, Instant.now()).body("replayed", equalTo(0));
            replay(other, Instant.EPOCH).statusCode(200).body("replayed", equalTo(1));
            await().atMost(SOON).until(() -> flaky.requests().size() == 4);
            assertThat(flaky.requests().get(3).id())
                    .isEqualTo(flaky.requests().getFirst().id());

            remove(added);
            remove(other);
            assertThat(count("select count(*) from webhook_delivery where webhook = '" + added.getString("id") + "'"))
                    .isZero();
        }
    }

    @Test
    void theOwnerIsAskedFirstThenEveryPmAndARollbackIsTold() throws Exception {
        try (var receiver = new WebhookReceiver(times -> 200)) {
            add("asked", receiver.url(), null);
            var scene = live("asked/tone");
            handOff(scene);
            measured(scene, proposeToPeople(scene, "ch-asked00001", 2, Aspect.TONE));

            var asked = told(receiver, "review-requested", 1);
            assertThat(asked.path("for").asText()).isEqualTo("owner");
            assertThat(asked.path("owner").asText()).contains("@");
            assertThat(asked.path("waitsFor").asText()).contains("pm: review");
            assertThat(asked.has("reminder")).isFalse();

            passTime("update webhook_reminder set due = now() where run = 'ch-asked00001.1'");
            var reminded = told(receiver, "review-requested", 2);
            assertThat(reminded.path("for").asText()).isEqualTo("team-pms");
            assertThat(reminded.path("reminder").asBoolean()).isTrue();
            assertThat(reminded.has("owner")).isFalse();
            assertThat(count("select count(*) from webhook_reminder where run = 'ch-asked00001.1'"))
                    .isZero();

            platform.publish("d/asked/rolled-back", rollback(scene), TWICE);
            var rolledBack = told(receiver, "rolled-back", 1);
            assertThat(rolledBack.path("version").asInt()).isEqualTo(1);
            assertThat(rolledBack.path("left").asInt()).isEqualTo(2);
            assertThat(rolledBack.path("by").asText()).isEqualTo("pm@care.example");
        }
    }

    @Test
    void whatIsMetBeforeIsNotRemindedOf() throws Exception {
        try (var receiver = new WebhookReceiver(times -> 200)) {
            add("met", receiver.url(), REQUESTS);
            var scene = live("met/tone");
            handOff(scene);
            measured(scene, proposeToPeople(scene, "ch-met0000001", 2, Aspect.TONE));
            told(receiver, "review-requested", 1);

            passTime("update attempt set waits_for = 'pm: something else' where run = 'ch-met0000001.1'");
            passTime("update webhook_reminder set due = now() where run = 'ch-met0000001.1'");

            await().atMost(SOON)
                    .until(() -> count("select count(*) from webhook_reminder where run = 'ch-met0000001.1'") == 0);
            stays(() -> assertThat(receiver.requests()).hasSize(1));
        }
    }

    @Test
    void whatCannotBeToldIsRefused() {
        refused(Map.of("team", "a/b", "url", "https://hooks.example"), "team");
        refused(Map.of("team", "care", "url", "ftp://hooks.example"), "url: ftp://hooks.example");
        refused(Map.of("team", "care", "url", "http://169.254.169.254/latest"), "169.254.169.254");
        refused(Map.of("team", "care", "url", "https://there-is-no-such.invalid/"), "there-is-no-such.invalid");
        refused(Map.of("team", "care", "url", "http://localhost/", "events", List.of()), "expected: at least one of");
        refused(Map.of("team", "care", "url", "http://localhost/", "events", List.of("all")), "events: all");
        ops("care").get("/v1/webhooks").then().statusCode(400).body("detail", containsString("team: missing"));
        ops("care").delete("/v1/webhooks/wh-none").then().statusCode(404);
    }

    private void refused(Map<String, Object> order, String detail) {
        ops("care")
                .contentType(ContentType.JSON)
                .body(order)
                .post("/v1/webhooks")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    private static ReleaseApplied rollback(Scene scene) {
        var now = Instant.now();
        return new ReleaseApplied(
                scene.prompt,
                "production",
                "rb-asked",
                9,
                Kind.ROLLBACK,
                2,
                scene.version(1),
                scene.version(2),
                null,
                0,
                Set.of(),
                now,
                now,
                null,
                "pm@care.example");
    }

    /** The data of the request of this type that came as the {@code nth}. */
    private static JsonNode told(WebhookReceiver receiver, String type, int nth) {
        await().atMost(SOON).until(() -> ofType(receiver, type).size() == nth);
        return ofType(receiver, type).get(nth - 1).path("data");
    }

    private static List<JsonNode> ofType(WebhookReceiver receiver, String type) {
        return receiver.requests().stream()
                .map(Request::json)
                .filter(json -> json.path("type").asText().equals(type))
                .toList();
    }

    private static JsonPath add(String team, String url, List<String> events) {
        var order =
                events == null ? Map.of("team", team, "url", url) : Map.of("team", team, "url", url, "events", events);
        return ops(team)
                .contentType(ContentType.JSON)
                .body(order)
                .post("/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static JsonPath deliveries(JsonPath webhook) {
        return ops(webhook.getString("team"))
                .get("/v1/webhooks/" + webhook.getString("id") + "/deliveries")
                .jsonPath();
    }

    private static ValidatableResponse replay(JsonPath webhook, Instant since) {
        return ops(webhook.getString("team"))
                .contentType(ContentType.JSON)
                .body(Map.of("since", since.toString()))
                .post("/v1/webhooks/" + webhook.getString("id") + "/replays")
                .then();
    }

    private static void remove(JsonPath webhook) {
        ops(webhook.getString("team"))
                .delete("/v1/webhooks/" + webhook.getString("id"))
                .then()
                .statusCode(204);
    }

    /** As a receiver would compute it, with what it was shown once. */
    private static String signature(String secret, Request request) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        var signed = request.id() + "." + request.timestamp() + "." + request.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static RequestSpecification ops(String team) {
        return given().auth().oauth2(TestStack.shared().token("ops@care.example", "belay:" + team + ":ops"));
    }
}
