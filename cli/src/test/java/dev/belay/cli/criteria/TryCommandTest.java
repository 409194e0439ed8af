package dev.belay.cli.criteria;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.run.RunFixture;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Evidence;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {

    private static final String RUN = "/v1/runs/ch-abcdefghij.1";
    private static final String TRIALS = "POST /v1/decisions/ch-abcdefghij.1/trials";
    private static final String RESCORINGS = "POST /v1/rescorings";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void oneDecidedChange() {
        belay("init", folder.toString(), "--name", "care/visit-summary", "--as", "pm@care.example");
        var change = Map.of(
                "change", "ch-abcdefghij",
                "prompt", "care/visit-summary",
                "candidate", Map.of("number", 3, "digest", RunFixture.CANDIDATE),
                "author", "ana@care.example",
                "check", false);
        platform.on("GET /v1/changes", List.of(change))
                .on("GET /v1/runs", List.of(RunFixture.approved(1)))
                .on("GET " + RUN + "/results", List.of(result("a"), result("b")))
                .on(RESCORINGS, Map.of("results", List.of(result("a"), result("b")), "costUsd", 0.01))
                .on(TRIALS, Map.of("before", "approved", "after", "rejected", "findings", List.of(violated())));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatWouldHaveBeenDecidedOtherwiseIsNamedWithItsCases() {
        var typed = belay("criteria", "try", folder.toString(), "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("would have rejected v3, which was approved: 2 cases: a, b (drugs)")
                .contains("1 of 1 decisions would have differed; the judge cost $0.01");
        var sent = platform.requests(RESCORINGS).getFirst().json();
        assertThat(sent.path("candidate").asText()).isEqualTo(RunFixture.CANDIDATE.value());
        assertThat(sent.path("results")).hasSize(2);
        assertThat(platform.requests(TRIALS).getFirst().json().path("results")).hasSize(2);
    }

    @Test
    void theSameDecisionIsSaidToBe() {
        platform.now(TRIALS, Map.of("before", "approved", "after", "approved", "findings", List.of()));

        var json = belay("criteria", "try", folder.toString(), "--url", platform.url(), "--output", "json")
                .json();

        assertThat(json.path("tried").path(0).path("after").asText()).isEqualTo("approved");
        assertThat(json.path("tried").path(0).path("version").asInt()).isEqualTo(3);
    }

    @Test
    void aJudgeThatCostsMoneyIsNotAskedUnasked() throws IOException {
        Files.writeString(folder.resolve("criteria.yaml"), """
                owner: pm@care.example
                judge: openai:gpt-4.1-mini
                mustHave: [{ id: kind, says: is kind to the reader }]
                """);

        var typed = belay("criteria", "try", folder.toString(), "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).contains("2 outputs: at most 2 questions to openai:gpt-4.1-mini, for at most $0.00");
        assertThat(platform.requests(RESCORINGS)).isEmpty();
    }

    private static Finding violated() {
        return new Finding(
                Finding.Rule.MUST_NOT,
                Finding.Outcome.FAILED,
                "drugs",
                "drugs: violated by 2 of 2 outputs: a, b",
                Map.of(),
                List.of(
                        new Evidence("a", 0, Subject.CANDIDATE, Digest.of("a")),
                        new Evidence("b", 0, Subject.CANDIDATE, Digest.of("b"))));
    }

    private static CaseEvaluated result(String id) {
        return new CaseEvaluated(
                Digest.of("task " + id),
                "ch-abcdefghij.1",
                "care/visit-summary",
                Subject.CANDIDATE,
                id,
                0,
                Outcome.PASSED,
                List.of(),
                null,
                Digest.of(id),
                5L,
                null,
                null,
                null,
                false);
    }
}
