package dev.belay.cli.run;

import static dev.belay.cli.FakePlatform.event;
import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.Measures;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

    private static final String RUN = "/v1/runs/ch-abcdefghij.1";
    private static final String PROGRESS =
            "{\"expected\":4,\"measured\":2,\"passed\":2,\"failed\":0,\"errors\":0,\"costUsd\":0.001}";

    private static final Measures MEASURES = new Measures(2, 1, 1, Map.of(), 100, 10, 210L, 210L);

    private final FakePlatform platform = new FakePlatform();

    @BeforeEach
    void documents() {
        platform.on("GET /v1/versions/" + RunFixture.CANDIDATE, RunFixture.document())
                .on("GET /v1/criteria/" + RunFixture.CRITERIA, RunFixture.criteria())
                .on("GET /v1/completions/" + RunFixture.OUTPUT, RunFixture.completion());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void approvedChangeIsFollowedUntilItIsLive() {
        platform.on("GET " + RUN, RunFixture.evaluating(0))
                .streams(RUN + "/events", event(1, "progress", PROGRESS), event(2, "decided", "{}"))
                .on("GET " + RUN, RunFixture.approved(1))
                .on("GET /v1/deployments", List.of())
                .on("GET /v1/deployments", List.of(applied()));

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("✓ approved", "against live v2", "simulated, no model was asked")
                .contains("✓ must-have", "cites-sources: 4 of 4 outputs")
                .contains("care/visit-summary v3 is live", "deployment 8");
    }

    @Test
    void whatIsReleasedByHandIsNotWaitedFor() {
        platform.on("GET " + RUN, RunFixture.releasedByHand());

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("✓ approved", "Not live yet: waits for pm or ops: release it");
        assertThat(platform.requests("GET /v1/deployments")).isEmpty();
    }

    @Test
    void violationIsShownBesideItsCriterionWithTheCallsSaved() {
        platform.on("GET " + RUN, RunFixture.rejected());

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains("✗ rejected")
                .contains("✗ must-not", "recommends-medication", "cases: pain-runner")
                .contains("– ceilings")
                .contains("2 of 4 evaluations saved: none could change the verdict any more")
                .containsPattern(
                        "must not: recommends a specific medication +│ You could take ibuprofen 400 mg for that")
                .contains("simulated:care (simulated, no model was asked)");
    }

    @Test
    void whatTheRunTookIsTold() {
        platform.on("GET " + RUN, RunFixture.evaluating(0))
                .streams(
                        RUN + "/events",
                        event(
                                1,
                                "measures",
                                EventJson.mapper().valueToTree(MEASURES).toString()),
                        event(1, "progress", PROGRESS),
                        event(2, "decided", "{}"))
                .on("GET " + RUN, RunFixture.rejected())
                .on("GET " + RUN + "/measures", MEASURES);

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.out())
                .contains("2 outputs, 1 from recordings; p50 210 ms, p95 210 ms; 110 tokens; $0.0021; 2 of 4");
        assertThat(platform.requests("GET " + RUN + "/events"))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).isEqualTo("results=false"));
    }

    @Test
    void aCompleteRunIsToldOfOnceAndNotWithSumsOfBefore() {
        var before = new Measures(1, 0, 1, Map.of(), 0, 0, null, null);
        platform.on("GET " + RUN, RunFixture.evaluating(0))
                .streams(
                        RUN + "/events",
                        event(
                                1,
                                "measures",
                                EventJson.mapper().valueToTree(before).toString()),
                        event(1, "progress", PROGRESS.replace("\"measured\":2", "\"measured\":4")),
                        event(2, "decided", "{}"))
                .on("GET " + RUN, RunFixture.heldBack())
                .on("GET " + RUN + "/measures", MEASURES);

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.out()).containsOnlyOnce("4/4").contains("110 tokens").doesNotContain("recorded 100 %");
    }

    @Test
    void whatTheRunTookIsInTheJson() {
        platform.on("GET " + RUN, RunFixture.rejected()).on("GET " + RUN + "/measures", MEASURES);

        var measures = belay("watch", "ch-abcdefghij.1", "--url", platform.url(), "--output", "json")
                .json()
                .path("measures");

        assertThat(measures.path("outputs").asInt()).isEqualTo(2);
        assertThat(measures.path("p95LatencyMs").asLong()).isEqualTo(210);
    }

    @Test
    void aPauseIsToldOnceWithTheWayOn() {
        var paused = PROGRESS.replace("}", ",\"pausedSince\":\"2026-11-25T09:00:00Z\"}");
        platform.on("GET " + RUN, RunFixture.evaluating(0))
                .streams(
                        RUN + "/events",
                        event(1, "progress", paused),
                        event(1, "progress", paused),
                        event(2, "decided", "{}"))
                .on("GET " + RUN, RunFixture.rejected());

        assertThat(belay("watch", "ch-abcdefghij.1", "--url", platform.url()).out())
                .containsOnlyOnce("paused: `belay pause` says by whom");
    }

    @Test
    void aBrokenConnectionIsTakenUpAgain() {
        platform.on("GET " + RUN, RunFixture.evaluating(0))
                .streams(RUN + "/events", event(17, "progress", PROGRESS))
                .on("GET " + RUN, RunFixture.evaluating(2))
                .streams(RUN + "/events", event(18, "decided", "{}"))
                .on("GET " + RUN, RunFixture.rejected());

        belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(platform.requests("GET " + RUN + "/events")).hasSize(2);
    }

    @Test
    void runThatTheGateHasNotOpenedYetIsWaitedFor() {
        platform.refuses("GET " + RUN, 404, "Not found", "no such run").on("GET " + RUN, RunFixture.rejected());

        assertThat(belay("watch", "ch-abcdefghij.1", "--url", platform.url()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void serviceThatIsStartedAgainIsWaitedFor() {
        platform.refuses("GET " + RUN, 503, "Not ready", "gate-service is starting")
                .on("GET " + RUN, RunFixture.approved(1))
                .refuses("GET /v1/deployments", 502, "Away", "prompt-deployer is starting")
                .on("GET /v1/deployments", List.of(applied()));

        assertThat(belay("watch", "ch-abcdefghij.1", "--url", platform.url()).exitCode())
                .isZero();
    }

    @Test
    void outdatedAttemptIsFollowedToTheNext() {
        platform.on("GET " + RUN, RunFixture.outdated())
                .on("GET /v1/runs/ch-abcdefghij.2", RunFixture.approved(2))
                .on("GET /v1/deployments", List.of(applied(2)));

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("evaluated again as ch-abcdefghij.2");
    }

    @Test
    void changeThatWaitsForAPersonIsUndecided() {
        platform.on("GET " + RUN, RunFixture.heldBack()).on("GET /v1/runs", List.of(RunFixture.heldBack()));

        var typed = belay("watch", "ch-abcdefghij", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.out()).contains("? undecided", "Waits for pm@care.example (budget)");
    }

    @Test
    void jsonIsOneDocumentAndProgressGoesToStandardError() {
        platform.on("GET " + RUN, RunFixture.rejected());

        var typed = belay("watch", "ch-abcdefghij.1", "--url", platform.url(), "--output", "json");

        assertThat(typed.json().path("run").path("state").asText()).isEqualTo("rejected");
        assertThat(typed.json().path("simulated").asBoolean()).isTrue();
        assertThat(typed.json().path("offences").get(0).path("caseId").asText()).isEqualTo("pain-runner");
        assertThat(typed.err()).contains("2/4");
    }

    @Test
    void unknownChangeIsAUsageErrorAndIsNotWaitedFor() {
        platform.on("GET /v1/runs", List.of());

        var typed = belay("watch", "ch-zzzzzzzzzz", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
    }

    @Test
    void nothingAtTheAddressSaysHowToStartThePlatform() {
        var typed = belay(Map.of("BELAY_URL", "http://127.0.0.1:9"), "", "show", "care/visit-summary");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("nothing answers at http://127.0.0.1:9", "belay up");
    }

    private static Map<String, Object> applied() {
        return applied(1);
    }

    private static Map<String, Object> applied(int attempt) {
        return Map.of(
                "type",
                "dev.belay.release.applied.v1",
                "prompt",
                "care/visit-summary",
                "environment",
                "production",
                "release",
                "r-1",
                "kind",
                "promote",
                "number",
                8,
                "version",
                Map.of("number", 3, "digest", RunFixture.CANDIDATE),
                "change",
                "ch-abcdefghij",
                "attempt",
                attempt);
    }
}
