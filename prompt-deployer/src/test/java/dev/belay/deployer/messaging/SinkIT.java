package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.retire;
import static dev.belay.deployer.domain.Releases.rollback;
import static io.restassured.RestAssured.given;
import static java.util.function.Function.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What a sink is given of the releases, and by which replica. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(SinkDirectory.class)
class SinkIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @ConfigProperty(name = SinkDirectory.PROPERTY)
    Path directory;

    @Inject
    KafkaClients kafka;

    @Inject
    Restore restore;

    @Inject
    Signer signer;

    @Inject
    LivePrompts prompts;

    @Test
    void aSinkFollowsPromotesRollbacksAndRetirement() throws IOException {
        var prompt = "sunk/" + UUID.randomUUID();
        var elsewhere = "it/" + UUID.randomUUID();
        order(elsewhere, promote("P1", 1, 0));
        order(prompt, promote("P1", 1, 0));
        order(prompt, promote("P2", 2, 1));
        order(prompt, rollback("R1", 1, 2));

        await().atMost(SOON).until(() -> numberIn(prompt) == 3);
        assertThat(document(prompt))
                .isEqualTo(EventJson.mapper()
                        .readTree(asViewerOf("sunk", "/v1/live/" + prompt)
                                .extract()
                                .asString()));
        asViewerOf("sunk", "/v1/sinks?prompt=" + prompt)
                .body("name", contains("tree"))
                .body("kind", contains("files"))
                .body("[0].targets.held", contains(3))
                .body("[0].targets.lag", contains(0))
                .body("[0].targets.place", contains(file(prompt).toString()));
        asViewerOf("it", "/v1/sinks").body("$", empty());

        order(prompt, retire("X1", "production", 3));
        await().atMost(SOON).until(() -> !Files.exists(file(prompt)));
        await().atMost(SOON)
                .untilAsserted(
                        () -> asViewerOf("sunk", "/v1/sinks?prompt=" + prompt).body("[0].targets.held", contains(4)));
        assertThat(file(elsewhere)).doesNotExist();
    }

    @Test
    void whatAnotherReplicaLeftUnwrittenIsWrittenByTheNextOwner() {
        var ofPartition = onePromptForEachPartition();
        ofPartition.values().forEach(prompt -> order(prompt, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> ofPartition.values().stream().allMatch(prompt -> numberIn(prompt) == 1));

        var other = new Owner(kafka, restore, signer, new SimpleMeterRegistry());
        other.start(new StartupEvent());
        try {
            await().atMost(SOON).until(() -> !other.partitions().isEmpty());
            var prompt = ofPartition.get(other.partitions().iterator().next());
            await().atMost(SOON)
                    .untilAsserted(() ->
                            asViewerOf("sunk", "/v1/sinks?prompt=" + prompt).body("$", empty()));
            order(prompt, promote("P2", 2, 1));
            await().atMost(SOON)
                    .until(() ->
                            prompts.live(prompt, "production").orElseThrow().number() == 2);
            assertThat(numberIn(prompt)).isEqualTo(1);

            other.stop(new ShutdownEvent());
            await().atMost(SOON).until(() -> numberIn(prompt) == 2);
        } finally {
            other.stop(new ShutdownEvent());
        }
    }

    private static void order(String prompt, PromptOrdered release) {
        Broker.order(Releases.of(prompt, release));
    }

    private static Map<Integer, String> onePromptForEachPartition() {
        return Stream.generate(() -> "sunk/" + UUID.randomUUID())
                .limit(50L * Topic.RELEASES.partitions())
                .collect(Collectors.toMap(LivePrompts::partitionOf, identity(), (first, another) -> first));
    }

    private Path file(String prompt) {
        return directory.resolve("production/" + prompt + ".json");
    }

    private JsonNode document(String prompt) {
        try {
            return EventJson.mapper().readTree(Files.readAllBytes(file(prompt)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0 while there is none. */
    private long numberIn(String prompt) {
        return Files.exists(file(prompt)) ? document(prompt).path("number").asLong() : 0;
    }

    private static ValidatableResponse asViewerOf(String team, String path) {
        return given().auth()
                .oauth2(TestStack.shared().token("vera@it.example", "belay:" + team + ":viewer"))
                .get(path)
                .then()
                .statusCode(200);
    }
}
