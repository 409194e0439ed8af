package dev.belay.cli.run;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.Measures;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowCommandTest {

    private final FakePlatform platform = new FakePlatform();

    @BeforeEach
    void rejectedChange() {
        platform.on("GET /v1/runs", List.of(RunFixture.rejected()))
                .on("GET /v1/runs/ch-abcdefghij.1", RunFixture.rejected())
                .on("GET /v1/changes/ch-abcdefghij", change())
                .on("GET /v1/versions/" + RunFixture.CANDIDATE, RunFixture.document())
                .on("GET /v1/criteria/" + RunFixture.CRITERIA, RunFixture.criteria())
                .on("GET /v1/completions/" + RunFixture.OUTPUT, RunFixture.completion())
                .on("GET /v1/suites/" + RunFixture.SUITE, suite())
                .on("GET /v1/runs/ch-abcdefghij.1/measures", new Measures(2, 2, 0, Map.of(), 200, 20, 210L, 210L))
                .on(
                        "GET /v1/runs/ch-abcdefghij.1/results",
                        List.of(
                                result(1, "pain-runner", Subject.CANDIDATE, Outcome.FAILED),
                                result(2, "pain-runner", Subject.BASELINE, Outcome.PASSED)));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void jsonHasEveryCheckOfEveryCase() {
        var json = belay("show", "ch-abcdefghij", "--output", "json", "--url", platform.url())
                .json();

        var shown = json.path("cases").get(1);
        assertThat(shown.path("id").asText()).isEqualTo("pain-runner");
        assertThat(shown.path("description").asText()).isEqualTo("a shin that hurts");
        assertThat(shown.path("vars").asText()).startsWith("sha256:");
        assertThat(shown.path("outcome").asText()).isEqualTo("failed");
        var check = shown.path("checks").get(0);
        assertThat(check.path("source").asText()).isEqualTo("must-not");
        assertThat(check.path("id").asText()).isEqualTo("recommends-medication");
        assertThat(check.path("type").asText()).isEqualTo("icontains-any");
        assertThat(check.path("outcome").asText()).isEqualTo("failed");
        assertThat(check.path("score").asDouble()).isZero();
        assertThat(shown.path("baseline").path("outcome").asText()).isEqualTo("passed");
    }

    @Test
    void caseThatWasCancelledHasNoOutcome() {
        var json = belay("show", "ch-abcdefghij.1", "--output", "json", "--url", platform.url())
                .json();

        assertThat(json.path("cases").get(0).path("id").asText()).isEqualTo("ankle");
        assertThat(json.path("cases").get(0).has("outcome")).isFalse();
        assertThat(json.path("cases").get(0).path("checks")).isEmpty();
    }

    @Test
    void tableSaysWhatFailed() {
        var typed = belay("show", "ch-abcdefghij", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .containsPattern("pain-runner +✗ failed +✓ passed +must-not recommends-medication: found ibuprofen")
                .containsPattern("ankle +– +–");
    }

    @Test
    void aspectsAreShownWithWhatMadeThemAndWhoTookThemAway() {
        var typed = belay("show", "ch-abcdefghij", "--url", platform.url());

        assertThat(typed.out())
                .contains("  tone: declared by ana@care.example\n")
                .contains("  persona: a rule found \"You are\" in \"system: You are Nora\", in the diff;"
                        + " removed by pm@care.example: a name\n")
                .contains("  safety: a rule found \"dosage\" in \"system: Name the dosage.\", in the diff\n")
                .doesNotContain("remove-aspect");
        assertThat(belay("show", "ch-abcdefghij", "--output", "json", "--url", platform.url())
                        .json()
                        .at("/outcome/run/aspects/2/aspect")
                        .asText())
                .isEqualTo("safety");
    }

    @Test
    void aspectOfARuleSaysHowToRemoveItWhileTheChangeWaits() {
        platform.now("GET /v1/runs", List.of(RunFixture.heldBack()))
                .now("GET /v1/runs/ch-abcdefghij.1", RunFixture.heldBack());

        var typed = belay("show", "ch-abcdefghij", "--url", platform.url());

        assertThat(typed.out())
                .containsOnlyOnce("remove-aspect")
                .contains("in the diff (not so? belay remove-aspect ch-abcdefghij safety --reason TEXT)\n");
    }

    @Test
    void promptIsShownWithItsChanges() {
        platform.on("GET /v1/prompts/care/visit-summary", Map.of("prompt", "care/visit-summary"))
                .on("GET /v1/prompts/care/visit-summary/versions", List.of())
                .on("GET /v1/changes", List.of(change()));

        var typed = belay("show", "care/visit-summary", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("nothing yet")
                .containsPattern("ch-abcdefghij +v3 +rejected +ana@care.example");
    }

    private static Map<String, Object> change() {
        return Map.of(
                "change",
                "ch-abcdefghij",
                "prompt",
                "care/visit-summary",
                "candidate",
                Map.of("number", 3, "digest", RunFixture.CANDIDATE),
                "author",
                "ana@care.example",
                "message",
                "be more helpful",
                "check",
                false);
    }

    private static SuiteDocument suite() {
        return new SuiteDocument(List.of(aCase("pain-runner", "a shin that hurts"), aCase("ankle", "an ankle")));
    }

    private static SuiteDocument.Case aCase(String id, String description) {
        return new SuiteDocument.Case(
                id, description, Map.of("note", TextNode.valueOf("[1] " + id)), null, null, null, null, null);
    }

    private static ObjectNode result(int seq, String caseId, Subject subject, Outcome outcome) {
        var result = new CaseEvaluated(
                Digest.of(caseId + subject),
                "ch-abcdefghij.1",
                "care/visit-summary",
                subject,
                caseId,
                0,
                outcome,
                List.of(new Check(
                        Source.MUST_NOT,
                        "recommends-medication",
                        "icontains-any",
                        outcome,
                        outcome == Outcome.PASSED ? 1 : 0,
                        outcome == Outcome.PASSED ? null : "found ibuprofen")),
                null,
                RunFixture.OUTPUT,
                420L,
                null,
                null,
                null,
                true);
        return EventJson.mapper().<ObjectNode>valueToTree(result).put("seq", seq);
    }
}
