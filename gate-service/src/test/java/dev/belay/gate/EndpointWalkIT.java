package dev.belay.gate;

import static dev.belay.local.stack.EndpointWalk.ANYBODY;
import static dev.belay.local.stack.EndpointWalk.READERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.local.stack.EndpointWalk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndpointWalkIT extends OnTheRealStack {

    @TestHTTPResource("/")
    URI gate;

    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        var scene = new Scene("walked", registry, 1);
        var run = propose(scene, "ch-walked0001", 1, true);
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, event -> event.change().equals("ch-walked0001"));
        var runs = "/v1/runs/ch-walked0001.1";

        var differences = new EndpointWalk(gate, "care")
                .expect("GET /v1/runs", "/v1/runs?change=ch-walked0001", 200, READERS)
                .expect("GET /v1/runs/{run}", runs, 200, READERS)
                .expect("GET /v1/runs/{run}/results", runs + "/results", 200, READERS)
                .expect("GET /v1/runs/{run}/measures", runs + "/measures", 200, READERS)
                .expect("GET /v1/runs/{run}/events", runs + "/events", 200, READERS)
                // It is decided, so there is nothing to try again.
                .expect("POST /v1/runs/{run}/retries", runs + "/retries", "{}", 409, Set.of("engineer", "pm"))
                .expect("GET /v1/decisions", "/v1/decisions?prompt=" + scene.prompt, 200, READERS)
                .expect("GET /v1/decisions", "/v1/decisions", 200, ANYBODY)
                .expect("GET /v1/decisions/{run}", "/v1/decisions/ch-walked0001.1", 200, READERS)
                .expect("GET /v1/decisions/{run}/replay", "/v1/decisions/ch-walked0001.1/replay", 200, READERS)
                .expect(
                        "POST /v1/decisions/{run}/trials",
                        "/v1/decisions/ch-walked0001.1/trials",
                        "{\"criteria\": {\"owner\": \"pm@care.example\"}, \"results\": []}",
                        200,
                        READERS)
                .expect("GET /v1/pauses", "/v1/pauses", 200, ANYBODY)
                .expect(
                        "PUT /v1/pauses/{team}/{name}",
                        "/v1/pauses/" + scene.prompt,
                        "{\"reason\": \"walked\"}",
                        200,
                        Set.of("pm", "ops"))
                .expect("DELETE /v1/pauses/{team}/{name}", "/v1/pauses/" + scene.prompt, 204, Set.of("pm", "ops"))
                .expect("POST /v1/simulations", "/v1/simulations", """
                        {"prompt": "%s", "criteria": {"owner": "pm@care.example"}, "cases": [{"id": "a"}],
                         "scenario": "unchanged", "runs": 1, "seed": 1}""".formatted(scene.prompt), 200, READERS)
                .expect("GET /v1/events", "/v1/events?topic=belay.live&prompt=" + scene.prompt, 200, READERS)
                .differences();

        assertThat(differences).isEmpty();
    }
}
