package dev.belay.cli.criteria;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.FakePlatform;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    private static final String SIMULATIONS = "POST /v1/simulations";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void oneOfTwentyIsBlocked() {
        belay("init", folder.toString(), "--name", "care/letter", "--as", "pm@care.example");
        platform.on(SIMULATIONS, answer(95, 3, 2));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void theAnswerIsInPlainWords() {
        platform.now(SIMULATIONS, answer(95, 3, 2)).on(SIMULATIONS, answer(1, 99, 0));

        var typed = belay("criteria", "simulate", folder.toString(), "--runs", "100", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("recorded of the live version (2 of them)")
                .contains("blocks an unchanged prompt 5 of 100 times (± 4): no-regression 5")
                .contains("sees a case that falls to 20 % 99 of 100 times")
                .contains("sees a fall of every case by 5 points 99 of 100 times")
                .contains("costs 6 calls a change");
        assertThat(platform.requests(SIMULATIONS))
                .extracting(request -> request.json().path("scenario").asText())
                .containsExactly("unchanged", "one-case", "one-case", "every-case");
        assertThat(platform.requests(SIMULATIONS)
                        .getFirst()
                        .json()
                        .path("cases")
                        .findValuesAsText("id"))
                .hasSize(3);
    }

    @Test
    void jsonHasRateErrorAndCounts() {
        JsonNode json = belay(
                        "criteria",
                        "simulate",
                        folder.toString(),
                        "--runs",
                        "100",
                        "--url",
                        platform.url(),
                        "--output",
                        "json")
                .json();

        var unchanged = json.path("scenarios").path(0);
        assertThat(unchanged.path("blocked").asDouble()).isEqualTo(0.05);
        assertThat(unchanged.path("standardError").asDouble()).isBetween(0.0217, 0.0218);
        assertThat(unchanged
                        .path("counts")
                        .path("stoppedBy")
                        .path("no-regression")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void manyRunsAreSeveralRequestsWithSeedsOfTheirOwn() {
        belay("criteria", "simulate", folder.toString(), "--runs", "4000", "--seed", "9", "--url", platform.url());

        var seeds = platform.requests(SIMULATIONS).stream()
                .filter(request -> request.json().path("scenario").asText().equals("unchanged"))
                .map(request -> request.json().path("seed").asInt())
                .toList();
        assertThat(seeds).hasSizeGreaterThan(1).startsWith(9).doesNotHaveDuplicates();
    }

    private static Map<String, Object> answer(int approved, int rejected, int heldBack) {
        return Map.of(
                "runs",
                100,
                "approved",
                approved,
                "rejected",
                rejected,
                "heldBack",
                heldBack,
                "candidateCalls",
                600,
                "stoppedBy",
                Map.of("no-regression", rejected + heldBack),
                "recordedCases",
                2,
                "meanPasses",
                0.97);
    }
}
