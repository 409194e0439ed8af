package dev.belay.deployer.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.signing.Writer;
import dev.belay.local.stack.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official clients of Langfuse, LangWatch, Braintrust and OpenFeature, unchanged, against a replica. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OfficialClientsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path CLIENTS = Path.of("src/test/clients");
    private static final Path INSTALLED = Path.of("target/clients");
    private static final String SAID = "You write for patients. The note: a <b> & c";

    @TestHTTPResource("/")
    URI deployer;

    @Inject
    LivePrompts prompts;

    private final String team = "it-" + UUID.randomUUID();
    private final String key = "belay_" + UUID.randomUUID();

    @BeforeEach
    void somethingIsLive() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
        KeyIT.announce(Writer.PROMPT_REGISTRY, KeyIT.created("key-" + team, key, team + "/*"));
        Broker.order(promote(1, "You write for nobody. The note: {{note}}"));
        Broker.order(promote(2, "You write for patients. The note: {{note}}"));
        await().atMost(SOON)
                .until(() -> prompts.live(prompt(), "production")
                        .filter(live -> live.number() == 2)
                        .isPresent());
        await().atMost(SOON).until(() -> as(key).get("/v1/live/" + prompt()).statusCode() == 200);
    }

    @Test
    void eachOfThemReadsWhatIsLive() throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "node or npm is missing: the official clients are left out");

        var seen = seen();

        var digest =
                prompts.live(prompt(), "production").orElseThrow().version().digest();
        for (var langfuse : List.of("langfuse3", "langfuse5")) {
            assertThat(seen.path(langfuse).path("version").asInt())
                    .as(seen.toString())
                    .isEqualTo(2);
            assertThat(seen.path(langfuse)
                            .path("messages")
                            .path(0)
                            .path("content")
                            .asText())
                    .isEqualTo(SAID);
            assertThat(seen.path(langfuse).path("digest").asText()).isEqualTo(digest.value());
        }
        assertThat(seen.path("langfuse3unknown").path("error").asText()).contains("Prompt not found");
        assertThat(seen.path("langwatch").path("version").asInt())
                .as(seen.toString())
                .isEqualTo(2);
        assertThat(seen.path("langwatch")
                        .path("messages")
                        .path(0)
                        .path("content")
                        .asText())
                .isEqualTo(SAID);
        assertThat(seen.path("langwatchUnknown").path("error").asText()).contains("Failed to fetch prompt");
        assertThat(seen.path("braintrust")
                        .path("messages")
                        .path(0)
                        .path("content")
                        .asText())
                .as(seen.toString())
                .isEqualTo(SAID);
        assertThat(seen.path("braintrustUnknown").path("error").asText()).contains("not found");
        var flag = seen.path("ofrep");
        assertThat(flag.path("variant").asText()).as(seen.toString()).isEqualTo("v2");
        assertThat(flag.path("value").path("messages").path(0).path("content").asText())
                .contains("You write for patients");
        assertThat(flag.path("metadata").path("digest").asText()).isEqualTo(digest.value());
        assertThat(flag.path("unknown").path("errorCode").asText()).isEqualTo("FLAG_NOT_FOUND");
        assertThat(flag.path("unknown").path("value").path("kept").asBoolean()).isTrue();
    }

    @Test
    void whatIsNotThereIsToldInTheShapeThatEachExpectsAndNothingCanBeWritten() {
        as(key).get("/api/public/v2/prompts/" + team + "/letter?version=2&label=production")
                .then()
                .statusCode(400)
                .body("error", equalTo("InvalidRequestError"));
        as(key).get("/api/public/v2/prompts/" + team + "/letter?version=1")
                .then()
                .statusCode(404);
        as(key).get("/api/public/v2/prompts/" + team + "/letter?label=latest")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        as(key).get("/api/public/v2/prompts/" + team + "/letter?label=staging")
                .then()
                .statusCode(403);
        as(key).get("/api/prompts/" + team + "/letter:2").then().statusCode(200);
        as(key).get("/api/prompts/" + team + "/letter:1").then().statusCode(404);
        as(key).get("/api/prompts/" + team + "/letter:2?tag=production").then().statusCode(422);
        as(key).get("/v1/prompt?project_name=" + team + "&slug=nothing")
                .then()
                .statusCode(200)
                .body("objects.size()", equalTo(0));
        String id = as(key).get("/v1/prompt?project_name=" + team + "&slug=letter")
                .then()
                .body("objects[0].log_id", equalTo("p"))
                .extract()
                .path("objects[0].id");
        as(key).get("/v1/prompt/" + id).then().statusCode(200).body("slug", equalTo("letter"));
        for (var write : List.of("/api/public/v2/prompts/" + team + "/letter", "/v1/prompt")) {
            assertThat(as(key).contentType(ContentType.JSON)
                            .body("{}")
                            .post(write)
                            .statusCode())
                    .as(write)
                    .isEqualTo(405);
        }
    }

    @Test
    void anOfrepClientAsksForAllAndAgainOnlyWhenSomethingChanged() {
        var all = as(key).contentType(ContentType.JSON)
                .body("{\"context\": {\"targetingKey\": \"tenant-7\"}}")
                .post("/ofrep/v1/evaluate/flags")
                .then()
                .statusCode(200)
                .body("flags.size()", equalTo(1))
                .body("flags[0].key", equalTo(prompt()))
                .body("eventStreams[0].type", equalTo("sse"))
                .extract();
        var tag = all.header("ETag");
        again(tag).statusCode(304);
        as(key).contentType(ContentType.JSON)
                .body("{}")
                .post("/ofrep/v1/evaluate/flags/" + prompt().replace("/", "%2F"))
                .then()
                .statusCode(200)
                .body("variant", equalTo("v2"));

        Broker.order(promote(3, "You write for doctors. The note: {{note}}"));

        await().atMost(SOON).until(() -> again(tag).extract().statusCode() == 200);
    }

    private ValidatableResponse again(String tag) {
        return as(key).contentType(ContentType.JSON)
                .header("If-None-Match", tag)
                .body("{}")
                .post("/ofrep/v1/evaluate/flags")
                .then();
    }

    private static RequestSpecification as(String key) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + key);
    }

    private String prompt() {
        return team + "/letter";
    }

    private PromoteOrdered promote(int version, String system) {
        var document = new PromptDocument(
                prompt(),
                null,
                new Model("openai", "gpt-4.1-mini", 0.2, 400, null, null, null),
                List.of(new Message(Role.SYSTEM, system)),
                null,
                null);
        var content = CanonicalJson.of(document, EventJson.mapper());
        return new PromoteOrdered(
                "P" + version + "-" + team,
                prompt(),
                "production",
                version - 1L,
                100,
                new VersionRef(version, content.digest()),
                content.text(),
                "ch-" + version,
                1,
                Digest.of("decision"),
                Instant.now());
    }

    /** Installed once for each lock file, into the build's folder. */
    private JsonNode seen() throws Exception {
        Files.createDirectories(INSTALLED);
        for (var file : List.of("package.json", "package-lock.json", ".npmrc", "clients.mjs")) {
            var from = CLIENTS.resolve(file);
            var to = INSTALLED.resolve(file);
            if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
                Files.deleteIfExists(INSTALLED.resolve("installed"));
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(INSTALLED.resolve("installed"))) {
            run(INSTALLED, "npm", "ci", "--omit=optional", "--prefer-offline");
            Files.createFile(INSTALLED.resolve("installed"));
        }
        var address = "http://127.0.0.1:" + deployer.getPort();
        var out = run(INSTALLED, "node", "clients.mjs", address, key, team, "letter");
        return EventJson.mapper().readTree(out.substring(out.lastIndexOf("\n{") + 1));
    }

    private static boolean isThere(String command) {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        var said = File.createTempFile("clients", ".txt");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(List.of(command).toString())
                .isTrue();
        var text = Files.readString(said.toPath());
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
