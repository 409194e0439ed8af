package dev.belay.cli.criteria;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.document.CriteriaProof.Example;
import dev.belay.contracts.document.CriteriaProof.Kind;
import dev.belay.contracts.document.CriteriaProof.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriteriaCommandTest {

    private static final String PROOFS = "POST /v1/proofs";
    private static final String CRITERIA = "PUT /v1/prompts/care/letter/criteria";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void folderWithoutADetector() throws IOException {
        belay("init", folder.toString(), "--name", "care/letter", "--as", "pm@care.example");
        criteria("");
        platform.on(PROOFS, proof(Outcome.PROVEN))
                .on(
                        CRITERIA,
                        Map.of(
                                "number",
                                2,
                                "digest",
                                Digest.of("criteria"),
                                "existing",
                                false,
                                "weakens",
                                List.of(Map.of("kind", "weakens", "what", "passRate 0.95 → 0.9"))));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void criteria(String more) throws IOException {
        Files.writeString(folder.resolve("criteria.yaml"), """
                owner: pm@care.example
                passRate: 0.9
                mustNot:
                  - id: drugs
                    says: recommends a specific medication
                    bad: ["You could take ibuprofen."]
                    good: ["See a doctor."]
                """ + more);
    }

    private Typed typed(String... arguments) {
        var all = new ArrayList<>(List.of("criteria"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", platform.url()));
        return belay(all.toArray(String[]::new));
    }

    @Test
    void whatTakesAJudgeIsProvenByThePlatformWithinAShownCost() {
        var typed = typed("check", folder.toString());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("examples: at most 4 questions to simulated:", "for nothing: it is simulated")
                .contains("✓ must-not drugs: 2 of 2 examples proven", "judged by simulated:letter");
        var sent = platform.requests(PROOFS).getFirst().json();
        assertThat(sent.path("prompt").asText()).isEqualTo("care/letter");
        assertThat(sent.path("budgetUsd").asInt()).isEqualTo(1);
    }

    @Test
    void aRefutedExampleIsNamedAndNothingIsPublished() {
        platform.now(PROOFS, proof(Outcome.REFUTED));

        var checked = typed("check", folder.toString());
        var published = typed("publish", folder.toString());

        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.out()).contains("✗ must-not drugs: 1 of 2", "mustNot drugs, bad[0]  it is not caught");
        assertThat(published.exitCode()).isEqualTo(2);
        assertThat(published.err()).contains("1 of 2 examples are not proven; nothing was published", "bad[0]");
        assertThat(platform.requests(CRITERIA)).isEmpty();
    }

    @Test
    void aJudgeThatCostsMoneyIsNotAskedUnasked() throws IOException {
        criteria("judge: openai:gpt-4.1-mini\n");

        var unasked = typed("check", folder.toString());
        var agreed = typed("check", folder.toString(), "--yes");

        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.out()).contains("4 questions to openai:gpt-4.1-mini, for at most $0.00");
        assertThat(unasked.err()).contains("Nobody was asked", "--yes");
        assertThat(agreed.exitCode()).isZero();
        assertThat(platform.requests(PROOFS)).hasSize(1);
    }

    @Test
    void publishingSaysWhatIsWeaker() {
        var typed = typed("publish", folder.toString());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("criteria 2 published", "weakens passRate 0.95 → 0.9");
    }

    @Test
    void aDetectorNeedsNoPlatform() throws IOException {
        criteria("    detect: {type: icontains, value: ibuprofen}\n");

        var json = belay("criteria", "check", folder.toString(), "--url", "http://127.0.0.1:1", "--output", "json")
                .json();

        assertThat(json.path("examples").findValuesAsText("outcome")).containsExactly("proven", "proven");
    }

    @Test
    void effectiveCriteriaSayWhereEachValueIsFrom() {
        var typed = typed("show", folder.toString(), "--effective");

        assertThat(typed.out())
                .containsPattern("passRate +criteria.yaml +0.9")
                .containsPattern("mustNot.drugs.detect +default +llm-rubric")
                .containsPattern("judge +default +the platform's")
                .containsPattern("review.minAccepted +default +14");
    }

    private static CriteriaProof proof(Outcome ofTheBad) {
        return new CriteriaProof(
                Digest.of("criteria"),
                "simulated:letter",
                List.of(
                        new Example(
                                "drugs", Kind.BAD, 0, ofTheBad, ofTheBad == Outcome.PROVEN ? null : "it is not caught"),
                        new Example("drugs", Kind.GOOD, 0, Outcome.PROVEN, null)),
                new BigDecimal("0.002"),
                Instant.EPOCH);
    }
}
