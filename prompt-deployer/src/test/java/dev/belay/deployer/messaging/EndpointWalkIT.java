package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.canonical.Digest;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.EndpointWalk;
import dev.belay.local.stack.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class EndpointWalkIT {

    @TestHTTPResource("/")
    URI deployer;

    @Inject
    LivePrompts prompts;

    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        var prompt = "it/" + UUID.randomUUID();
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> prompts.live(prompt, "production").isPresent());
        var members = new HashSet<>(EndpointWalk.READERS);
        members.add("app");

        var differences = new EndpointWalk(deployer, "it")
                .expect("GET /v1/live/{prompt}", "/v1/live/" + prompt, 200, members)
                .expect("GET /v1/live", "/v1/live", 200, EndpointWalk.ANYBODY)
                .expect("GET /v1/sinks", "/v1/sinks", 200, EndpointWalk.ANYBODY)
                .expect("GET /v1/live/stream", "/v1/live/stream", 200, EndpointWalk.ANYBODY)
                .expect("GET /api/public/v2/prompts/{name}", "/api/public/v2/prompts/" + prompt, 200, members)
                .expect("GET /api/prompts/{id}", "/api/prompts/" + prompt, 200, members)
                .expect("POST /api/apikey/login", "/api/apikey/login", "{}", 200, EndpointWalk.ANYBODY)
                .expect("GET /v1/prompt", "/v1/prompt?project_name=it&slug=" + prompt.substring(3), 200, members)
                .expect("GET /v1/prompt/{id}", "/v1/prompt/" + UUID.randomUUID(), 404, EndpointWalk.ANYBODY)
                .expect("POST /ofrep/v1/evaluate/flags", "/ofrep/v1/evaluate/flags", "{}", 200, EndpointWalk.ANYBODY)
                .expect(
                        "POST /ofrep/v1/evaluate/flags/{key}",
                        "/ofrep/v1/evaluate/flags/" + prompt + "-unknown",
                        "{}",
                        404,
                        EndpointWalk.ANYBODY)
                .expect("GET /ofrep/v1/stream", "/ofrep/v1/stream", 200, EndpointWalk.ANYBODY)
                .expect(
                        "POST /v1/observations",
                        "/v1/observations",
                        "{\"prompt\": \"%s\", \"number\": 1, \"output\": \"Rest.\"}".formatted(prompt),
                        202,
                        Set.of("engineer", "pm", "ops", "app"))
                .expect("POST /v1/traces", "/v1/traces", "{}", 200, EndpointWalk.ANYBODY)
                .expect(
                        "POST /v1/receipts",
                        "/v1/receipts",
                        "{\"subscriber\": \"walker\", \"serves\": [{\"prompt\": \"%s\", \"number\": 1, \"digest\": \"%s\"}]}"
                                .formatted(prompt, Digest.of("x").value()),
                        202,
                        members)
                .expect("GET /v1/receipts/{prompt}", "/v1/receipts/" + prompt, 200, EndpointWalk.READERS)
                .expect("POST /v1/live/{prompt}/render", "/v1/live/" + prompt + "/render", "{}", 200, members)
                .expect("GET /v1/deployments", "/v1/deployments?prompt=" + prompt, 200, EndpointWalk.READERS)
                .expect("GET /v1/deployments", "/v1/deployments", 200, EndpointWalk.ANYBODY)
                .differences();

        assertThat(differences).isEmpty();
    }
}
