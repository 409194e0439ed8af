package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What subscribers are told. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LiveStreamIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    URI deployer;

    @Inject
    LivePrompts prompts;

    private final String team = "it-" + UUID.randomUUID();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aSubscriberHearsWhatIsLiveAndThenEveryChangeAndGoesOnWhereItWas() throws Exception {
        var letter = team + "/letter";
        Broker.order(Releases.of(letter, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> prompts.live(letter, "production").isPresent());

        try (var stream = open("")) {
            stream.has("release", letter, 1);
            await().atMost(SOON).until(() -> stream.names().contains("caught-up"));
            Broker.order(Releases.of(letter, promote("P2", 2, 1)));
            stream.has("release", letter, 2);
            Broker.order(Releases.of(team + "/note", promote("N1", 1, 0)));
            stream.has("release", team + "/note", 1);

            // Broken off before the rollback, it hears of that alone.
            var last = stream.lastId();
            stream.close();
            Broker.order(Releases.of(letter, rollback("R1", 1, 2)));
            await().atMost(SOON)
                    .until(() ->
                            prompts.live(letter, "production").orElseThrow().number() == 3);
            try (var resumed = open(last)) {
                resumed.has("release", letter, 3);
                assertThat(resumed.events
                                .getFirst()
                                .data()
                                .path("version")
                                .path("number")
                                .asInt())
                        .isEqualTo(1);
                await().atMost(SOON).until(() -> resumed.names().contains("caught-up"));
                assertThat(resumed.names()).containsExactly("release", "caught-up");
            }
        }
        assertThat(status("?environment=production", "nonsense")).isEqualTo(400);
    }

    /** A subscriber that was cut off, or never says again what it serves, is named by those that ask. */
    @Test
    void subscriberThatWasCutOffIsNamedStale() throws Exception {
        var letter = team + "/receipted";
        Broker.order(Releases.of(letter, promote("P1", 1, 0)));
        Broker.order(Releases.of(letter, promote("P2", 2, 1)));
        await().atMost(SOON)
                .until(() -> prompts.live(letter, "production")
                        .filter(live -> live.number() == 2)
                        .isPresent());
        serves("checkout-1", letter, 2);
        serves("checkout-2", letter, 2);

        Broker.order(Releases.of(letter, rollback("R1", 1, 2)));
        await().atMost(SOON)
                .until(() -> prompts.live(letter, "production").orElseThrow().number() == 3);
        // checkout-2 is cut off: it says nothing more.
        serves("checkout-1", letter, 3);

        await().atMost(SOON)
                .untilAsserted(() -> reader("/v1/receipts/" + letter)
                        .body("number", equalTo(3))
                        .body("subscribers.subscriber", contains("checkout-2", "checkout-1"))
                        .body("subscribers.state", contains("stale", "current"))
                        .body("subscribers[0].number", equalTo(2))
                        .body("replicas.state", hasItem("current")));
        given().auth()
                .oauth2(TestStack.shared().token("app", "belay:" + team + ":viewer"))
                .header("User-Agent", "summariser/1.2")
                .get("/v1/live/" + letter)
                .then()
                .statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> reader("/v1/receipts/" + letter)
                        .body("pulls.client", contains("summariser"))
                        .body("pulls[0].times", equalTo(1))
                        .body("pulls[0].number", equalTo(3)));
    }

    private ValidatableResponse reader(String path) {
        return given().auth()
                .oauth2(TestStack.shared().token("ana", "belay:" + team + ":viewer"))
                .get(path)
                .then()
                .statusCode(200);
    }

    private void serves(String subscriber, String prompt, long number) {
        given().auth()
                .oauth2(TestStack.shared().token("app", "belay:" + team + ":viewer"))
                .contentType("application/json")
                .body("{\"subscriber\": \"%s\", \"serves\": [{\"prompt\": \"%s\", \"number\": %d, \"digest\": \"%s\"}]}"
                        .formatted(subscriber, prompt, number, Digest.of("x").value()))
                .post("/v1/receipts")
                .then()
                .statusCode(202);
    }

    private int status(String query, String lastEventId) throws Exception {
        return http.send(request(query, lastEventId), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest request(String query, String lastEventId) {
        var request = HttpRequest.newBuilder(deployer.resolve("/v1/live/stream" + query))
                .header("Authorization", "Bearer " + TestStack.shared().token("app", "belay:" + team + ":viewer"));
        return (lastEventId.isEmpty() ? request : request.header("Last-Event-ID", lastEventId)).build();
    }

    private Reading open(String lastEventId) throws Exception {
        var response = http.send(request("?prompts=" + team + "/*", lastEventId), BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Reading(response.body());
    }

    private record Told(String name, String id, JsonNode data) {}

    private static final class Reading implements AutoCloseable {

        private final List<Told> events = new CopyOnWriteArrayList<>();
        private final Stream<String> lines;

        Reading(Stream<String> lines) {
            this.lines = lines;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            var name = "";
            var id = "";
            var data = new StringBuilder();
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Told(name, id, json(data.toString())));
                    data.setLength(0);
                }
            }
        }

        private static JsonNode json(String text) {
            try {
                return EventJson.mapper().readTree(text);
            } catch (IOException e) {
                throw new AssertionError(text, e);
            }
        }

        List<String> names() {
            return events.stream().map(Told::name).toList();
        }

        String lastId() {
            return events.getLast().id();
        }

        void has(String name, String prompt, long number) {
            await().atMost(SOON)
                    .until(() -> events.stream()
                            .anyMatch(event -> event.name().equals(name)
                                    && event.data().path("prompt").asText().equals(prompt)
                                    && event.data().path("number").asLong() == number));
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
