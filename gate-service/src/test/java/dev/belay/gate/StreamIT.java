package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.event.EventJson;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-sent events, read as a browser does. */
@QuarkusTest
class StreamIT extends OnTheRealStack {

    @TestHTTPResource("/")
    URI gate;

    private final List<Reader> readers = new ArrayList<>();

    @AfterEach
    void stopReading() {
        readers.forEach(Reader::close);
    }

    @Test
    void aRunIsWatchedToItsEndAndResumed() throws Exception {
        var scene = new Scene("watched", registry, 3);
        var run = propose(scene, "ch-watched001", 1, false);
        var reader = read("/v1/runs/ch-watched001.1/events", null);

        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));

        await().atMost(SOON).until(reader::hasEnded);
        assertThat(reader.named("result")).hasSize(3);
        assertThat(reader.named("result").getFirst().data().path("outcome").asText())
                .isEqualTo("passed");
        assertThat(reader.names().getLast()).isEqualTo("decided");
        assertThat(reader.named("decided")
                        .getFirst()
                        .data()
                        .path("decision")
                        .path("ruleSet")
                        .asText())
                .isEqualTo("2026-12-01");
        assertThat(reader.named("progress").getLast().data())
                .isEqualTo(json(
                        "{\"expected\":3,\"measured\":3,\"passed\":3,\"failed\":0,\"errors\":0,\"costUsd\":0.003}"));

        var measures = json("""
                {"outputs":3,"paid":3,"recorded":0,"errors":{},"promptTokens":30,"completionTokens":60,
                 "p50LatencyMs":120,"p95LatencyMs":120}""");
        assertThat(reader.named("measures").getLast().data()).isEqualTo(measures);
        assertThat(json(get("/v1/runs/ch-watched001.1/measures").asString())).isEqualTo(measures);

        var resumed = read(
                "/v1/runs/ch-watched001.1/events",
                reader.named("result").getFirst().id());
        await().atMost(SOON).until(resumed::hasEnded);
        assertThat(resumed.names()).containsExactly("result", "result", "progress", "measures", "decided");
        assertThat(get("/v1/runs/ch-watched001.1/results?after=1&limit=1").<List<Integer>>path("seq"))
                .containsExactly(2);
    }

    @Test
    void aTopicIsTailedAndResumedWhereItsReaderWas() throws Exception {
        var scene = new Scene("tailed", registry, 1);
        var live = read("/v1/events?topic=belay.decisions&prompt=" + scene.prompt, null);
        await().atMost(SOON).until(live::hasBegun);
        var first = propose(scene, "ch-tailed0001", 1, true);
        scene.tasks(first).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        await().atMost(SOON).until(() -> live.events().size() == 1);
        var event = live.events().getFirst();
        assertThat(event.name()).isEqualTo("dev.belay.change.approved.v1");
        assertThat(event.data().path("key").asText()).isEqualTo(scene.prompt);
        assertThat(event.data().path("source").asText()).isEqualTo("/gate-service");
        assertThat(event.data().path("data").path("change").asText()).isEqualTo("ch-tailed0001");
        live.close();

        var second = propose(scene, "ch-tailed0002", 1, true);
        scene.tasks(second).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, approved -> approved.change().equals("ch-tailed0002"));

        var resumed = read("/v1/events?topic=belay.decisions&prompt=" + scene.prompt, event.id());
        await().atMost(SOON).until(() -> resumed.events().size() == 1);
        assertThat(resumed.events()
                        .getFirst()
                        .data()
                        .path("data")
                        .path("change")
                        .asText())
                .isEqualTo("ch-tailed0002");
        var whole = read("/v1/events?topic=belay.decisions&from=beginning&prompt=" + scene.prompt, null);
        await().atMost(SOON).until(() -> whole.events().size() == 2);
    }

    @Test
    void aSilentStreamSaysThatItIsThereAndThereAreOnlySoMany() throws Exception {
        var silent = read("/v1/events?topic=belay.live", null);
        await().atMost(SOON).until(() -> silent.lines().stream().anyMatch(line -> line.equals(":still here")));
        for (int i = 1; i < 4; i++) {
            await().atMost(SOON).until(read("/v1/events?topic=belay.live", null)::hasBegun);
        }

        get("/v1/events?topic=belay.live").then().statusCode(503);

        stopReading();
        await().atMost(SOON).until(() -> {
            var again = read("/v1/events?topic=belay.live", null);
            return again.status() == 200;
        });
    }

    private Reader read(String path, String lastEventId) throws IOException, InterruptedException {
        var reader = new Reader(gate.resolve(path), lastEventId);
        readers.add(reader);
        return reader;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return EventJson.mapper().readTree(text);
    }

    record Sent(String id, String name, JsonNode data) {}

    private static final class Reader implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpClient http = HttpClient.newHttpClient();
        private final int status;
        private volatile boolean ended;

        Reader(URI uri, String lastEventId) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(uri)
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + token());
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            var response = http.send(request.build(), BodyHandlers.ofLines());
            status = response.statusCode();
            Thread.ofPlatform().daemon().start(() -> drain(response.body()));
        }

        private void drain(Stream<String> body) {
            try {
                body.forEach(lines::add);
                ended = true;
            } catch (RuntimeException closed) {
                // As the test wanted.
            }
        }

        int status() {
            return status;
        }

        boolean hasBegun() {
            return !lines.isEmpty();
        }

        boolean hasEnded() {
            return ended;
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        List<Sent> events() {
            var events = new ArrayList<Sent>();
            Map<String, String> fields = new HashMap<>();
            for (var line : lines) {
                var colon = line.indexOf(':');
                if (line.isEmpty() && fields.containsKey("data")) {
                    events.add(event(fields));
                }
                if (line.isEmpty()) {
                    fields.clear();
                } else if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            return events;
        }

        private static Sent event(Map<String, String> fields) {
            try {
                return new Sent(fields.get("id"), fields.get("event"), json(fields.get("data")));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        List<String> names() {
            return events().stream().map(Sent::name).toList();
        }

        List<Sent> named(String name) {
            return events().stream().filter(event -> event.name().equals(name)).toList();
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
