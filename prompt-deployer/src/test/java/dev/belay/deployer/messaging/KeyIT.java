package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.KeyRevoked;
import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestWriters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications, by their keys. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class KeyIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    LivePrompts prompts;

    private final String team = "it-" + UUID.randomUUID();
    private final String text = "belay_" + UUID.randomUUID();
    private final String id = "key-" + UUID.randomUUID();

    @BeforeEach
    void somethingIsLive() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
        for (var prompt : new String[] {team + "/letter", team + "/note", "other-" + team + "/letter"}) {
            Broker.order(Releases.of(prompt, promote("P-" + prompt, 1, 0)));
            await().atMost(SOON).until(() -> prompts.live(prompt, "production").isPresent());
        }
    }

    @Test
    void aKeyOpensItsPromptsInItsEnvironmentAndNothingElse() {
        announce(Writer.PROMPT_REGISTRY, created(team + "/*"));
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 200);

        live("/note").statusCode(200).body("prompt", equalTo(team + "/note"));
        var basic = Base64.getEncoder().encodeToString(("sdk:" + text).getBytes(StandardCharsets.UTF_8));
        given().header("Authorization", "Basic " + basic)
                .get("/v1/live/" + team + "/letter")
                .then()
                .statusCode(200);
        bearer("/v1/live?environment=production")
                .statusCode(200)
                .body("prompt", everyItem(startsWith(team + "/")))
                .body("prompt", hasItem(team + "/note"));

        bearer("/v1/live/" + team + "/letter?environment=staging")
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString(id + " is for " + team + "/* in production"));
        bearer("/v1/live/other-" + team + "/letter").statusCode(403);
        bearer("/v1/deployments?prompt=" + team + "/letter").statusCode(403);
    }

    @Test
    void aKeyOfOnePromptOpensThatAlone() {
        announce(Writer.PROMPT_REGISTRY, created(team + "/letter"));
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 200);

        live("/note").statusCode(403);
    }

    @Test
    void aRevokedKeyStaysRevokedThoughItsMakingIsSentAgain() {
        var made = created(team + "/*");
        announce(Writer.PROMPT_REGISTRY, made);
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 200);

        announce(Writer.PROMPT_REGISTRY, new KeyRevoked(id, team + "/*", "ops@care.example"));
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 401);
        announce(Writer.PROMPT_REGISTRY, made);

        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> live("/letter").extract().statusCode() == 401);
        live("/letter").contentType("application/problem+json");
    }

    /** Who can write to Kafka, even with another service's key, lets nobody in. */
    @Test
    void aKeyThatTheRegistryDidNotAnnounceIsNone() {
        announce(Writer.GATE, created(team + "/*"));

        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> live("/letter").extract().statusCode() == 401);
    }

    @Test
    void applicationTellsWhatItGotAndBadOnesChangeNothing() {
        announce(Writer.PROMPT_REGISTRY, created(team + "/*"));
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 200);
        var letter = team + "/letter";

        var first = observe("{\"id\": \"a\", \"prompt\": \"" + letter + "\", \"number\": 1, \"output\": \"Rest.\"}")
                .statusCode(202)
                .extract()
                .<String>path("observations[0]");
        observe("[{\"id\": \"a\", \"prompt\": \"" + letter + "\", \"version\": 1, \"output\": \"Rest.\"},"
                        + " {\"prompt\": \"" + letter + "\", \"number\": 1, \"output\": \"x\", \"evaluation\": true}]")
                .statusCode(202)
                .body("observations", equalTo(List.of(first)));
        observe("{\"prompt\": \"" + letter + "\", \"number\": 9, \"output\": \"Rest.\"}")
                .statusCode(400)
                .body("detail", containsString("number: 9"));
        observe("{\"prompt\": \"" + letter + "\", \"output\": \"Rest.\"}")
                .statusCode(400)
                .body("detail", containsString("one of them"));
        observe("{\"prompt\": \"" + letter + "\", \"number\": \"one\", \"output\": \"Rest.\"}")
                .statusCode(400);
        observe("{\"prompt\": \"other-" + letter + "\", \"number\": 1, \"output\": \"Rest.\"}")
                .statusCode(403);
    }

    @Test
    void spansOfModelCallsAreObservations() {
        announce(Writer.PROMPT_REGISTRY, created(team + "/letter"));
        await().atMost(SOON).until(() -> live("/letter").extract().statusCode() == 200);
        var span = """
                {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b17%d",
                 "endTimeUnixNano": "1764000000000000000", "attributes": [
                   {"key": "belay.prompt", "value": {"stringValue": "%s"}},
                   {"key": "belay.number", "value": {"intValue": "1"}},
                   {"key": "gen_ai.output.messages", "value": {"stringValue":
                     "[{\\"role\\": \\"assistant\\", \\"parts\\": [{\\"type\\": \\"text\\", \\"content\\": \\"Rest.\\"}]}]"}}]}""";
        var spans = span.formatted(1, team + "/letter") + "," + span.formatted(2, "other-" + team + "/letter")
                + ", {\"traceId\": \"a\", \"spanId\": \"b\", \"attributes\": []}";

        given().header("Authorization", "Bearer " + text)
                .contentType("application/json")
                .body("{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [" + spans + "]}]}]}")
                .post("/v1/traces")
                .then()
                .statusCode(200)
                .body("partialSuccess.rejectedSpans", equalTo("1"))
                .body("partialSuccess.errorMessage", containsString("not with this key"));
    }

    /** What only rolls back does not read. */
    @Test
    void aKeyForRollbacksOpensNothing() {
        announce(
                Writer.PROMPT_REGISTRY,
                new KeyCreated(id, Digest.of(text), team + "/*", "production", "ops@care.example", Use.ROLL_BACK));
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> live("/letter").extract().statusCode() == 401);
    }

    private ValidatableResponse observe(String body) {
        return given().header("Authorization", "Bearer " + text)
                .contentType("application/json")
                .body(body)
                .post("/v1/observations")
                .then();
    }

    private KeyCreated created(String opens) {
        return created(id, text, opens);
    }

    /** @param text as the application sends it */
    static KeyCreated created(String id, String text, String opens) {
        return new KeyCreated(id, Digest.of(text), opens, "production", "ops@care.example", null);
    }

    static void announce(Writer writer, KeyEvent event) {
        var envelope = EventEnvelope.of(UUID.randomUUID().toString(), "/test", Instant.now(), event);
        var signed = TestWriters.shared().sign(writer, envelope);
        var record = new ProducerRecord<>(
                Topic.KEYS.topicName(), RawRecords.bytes(signed.key()), RawRecords.bytes(signed.body()));
        signed.headers().forEach((name, value) -> record.headers().add(name, RawRecords.bytes(value)));
        Broker.send(record);
    }

    private ValidatableResponse live(String name) {
        return bearer("/v1/live/" + team + name);
    }

    private ValidatableResponse bearer(String path) {
        return given().header("Authorization", "Bearer " + text).get(path).then();
    }
}
