package dev.belay.cli.release;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.contracts.canonical.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackCommandTest {

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void rollbackIsWaitedForUntilItIsLiveAndItsTimeIsTold() {
        platform.on("POST /v1/rollbacks", rollback("ordered"))
                .on("GET /v1/rollbacks/rb-1", rollback("ordered"))
                .on("GET /v1/rollbacks/rb-1", rollback("live"))
                .on("GET /v1/live/care/visit-summary", live());

        var typed = belay(
                "rollback", "care/visit-summary", "--reason", "cites nothing", "--to", "1", "--yes", "--url", url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("✓ rolled back from v2 to v1 in 12 ms", "live now: v1 (deployment 3)", "v2 is held");
        var order = platform.requests("POST /v1/rollbacks").getFirst();
        assertThat(order.headers()).containsEntry("authorization", "Bearer anas-token");
        assertThat(order.json().path("reason").asText()).isEqualTo("cites nothing");
        assertThat(order.json().path("to").asInt()).isEqualTo(1);
    }

    @Test
    void orderWhoseAnswerIsLostIsSentAgainUnderTheSameKey() {
        platform.refuses("POST /v1/rollbacks", 503, "Not ready", "rollback-service is starting")
                .on("POST /v1/rollbacks", rollback("live"))
                .on("GET /v1/live/care/visit-summary", live());

        assertThat(belay("rollback", "care/visit-summary", "--yes", "--url", url())
                        .exitCode())
                .isZero();

        assertThat(platform.requests("POST /v1/rollbacks"))
                .hasSize(2)
                .extracting(request -> request.headers().get("idempotency-key"))
                .doesNotContainNull()
                .containsOnly(platform.requests("POST /v1/rollbacks")
                        .getFirst()
                        .headers()
                        .get("idempotency-key"));
    }

    @Test
    void nothingToGoBackToIsSaidAsTheServiceSaysIt() {
        platform.refuses("POST /v1/rollbacks", 409, "No last known good version", "v1 is the only one ever live");

        var typed = belay("rollback", "care/visit-summary", "--yes", "--url", url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("No last known good version", "v1 is the only one ever live");
    }

    @Test
    void logIsAnArrayNewestFirst() {
        platform.on("GET /v1/deployments", List.of(applied(3, "rollback"), applied(2, "promote")));

        var typed = belay("log", "--since", "24h", "--output", "json", "--url", url());

        assertThat(typed.json()).hasSize(2);
        assertThat(typed.json().get(0).path("kind").asText()).isEqualTo("rollback");
        assertThat(platform.requests("GET /v1/deployments").getFirst().query()).contains("since=24h");
    }

    @Test
    void logNamesTheRollbackOfTheNewest() {
        platform.on("GET /v1/deployments", List.of(applied(2, "promote")));

        assertThat(belay("log", "--url", url()).out()).contains("promote to v2", "belay rollback care/visit-summary");
    }

    @Test
    void nothingLiveIsNoSuccess() {
        var typed = belay("live", "care/visit-summary", "--url", url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("nothing of care/visit-summary is live");
    }

    @Test
    void simulatedModelOfTheLiveVersionIsLabelled() {
        platform.on("GET /v1/live/care/visit-summary", live());

        assertThat(belay("live", "care/visit-summary", "--url", url()).out())
                .contains("simulated:care", "simulated: no real model");
    }

    private String url() {
        return platform.url();
    }

    private static Map<String, Object> rollback(String state) {
        var rollback = new HashMap<String, Object>(Map.of(
                "rollback",
                "rb-1",
                "prompt",
                "care/visit-summary",
                "environment",
                "production",
                "from",
                2,
                "left",
                version(2),
                "target",
                version(1),
                "state",
                state));
        if (state.equals("live")) {
            rollback.put("timeToRollbackMs", 12);
        }
        return rollback;
    }

    private static Map<String, Object> live() {
        return Map.of(
                "prompt",
                "care/visit-summary",
                "environment",
                "production",
                "number",
                3,
                "version",
                version(1),
                "content",
                Map.of("model", Map.of("provider", "simulated", "name", "care"), "messages", List.of()),
                "kind",
                "rollback");
    }

    private static Map<String, Object> applied(int number, String kind) {
        return Map.of(
                "type",
                "dev.belay.release.applied.v1",
                "prompt",
                "care/visit-summary",
                "environment",
                "production",
                "release",
                "r-" + number,
                "kind",
                kind,
                "number",
                number,
                "version",
                version(number));
    }

    private static Map<String, Object> version(int number) {
        return Map.of("number", number, "digest", Digest.of("v" + number).value());
    }
}
