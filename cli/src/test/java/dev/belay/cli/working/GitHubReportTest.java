package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.cli.CliFailure;
import dev.belay.cli.api.Run;
import dev.belay.cli.run.Outcome;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.event.EventJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubReportTest {

    private static final Digest DIGEST = Digest.of("v");
    private static final VersionRef VERSION = new VersionRef(1, DIGEST);

    @TempDir
    private Path folder;

    @Test
    void failedFindingsOfARejectedChangeAreErrorsAndOpenOnesAreNot() {
        var annotations = GitHubReport.annotations(result(Run.State.REJECTED));

        assertThat(annotations)
                .singleElement()
                .asString()
                .startsWith("::error file=")
                .endsWith("/prompt.yaml,line=1,title=care/letter rejected%3A must-have::cites: 50 %25%0A<b>");
    }

    @Test
    void undecidedIsWarnedOf() {
        assertThat(GitHubReport.annotations(result(Run.State.IN_REVIEW)))
                .hasSize(2)
                .allMatch(line -> line.startsWith("::warning file="));
        assertThat(GitHubReport.annotations(result(Run.State.APPROVED))).isEmpty();
    }

    @Test
    void summaryIsAChecklistWithoutForeignMarkup() {
        assertThat(GitHubReport.summary(result(Run.State.REJECTED)))
                .contains("## ✗ care\\/letter v1: rejected\n")
                .contains("- [ ] **must-have** (failed) cites\\: 50 \\% &lt;b&gt;\n")
                .contains("- [x] **edge-cases** all pass\n")
                .contains("- [ ] **ceilings** (inconclusive) too few\n");
    }

    @Test
    void mistakeCountsMoreThanRejectionThanUndecided() {
        FolderResult mistake = new FolderResult.Failed(folder, CliFailure.usage("no", null));
        FolderResult approved = result(Run.State.APPROVED);
        FolderResult rejected = result(Run.State.REJECTED);
        FolderResult undecided = result(Run.State.IN_REVIEW);

        assertThat(FolderResult.exitCode(List.of(undecided, rejected, mistake))).isEqualTo(2);
        assertThat(FolderResult.exitCode(List.of(approved, undecided, rejected)))
                .isEqualTo(1);
        assertThat(FolderResult.exitCode(List.of(undecided, approved))).isEqualTo(4);
        assertThat(FolderResult.exitCode(List.of(approved))).isZero();
    }

    private FolderResult.Done result(Run.State state) {
        var findings = List.of(
                finding(
                        Finding.Rule.MUST_HAVE,
                        state == Run.State.REJECTED ? Finding.Outcome.FAILED : Finding.Outcome.PASSED,
                        "cites",
                        "50 %\n<b>"),
                finding(Finding.Rule.EDGE_CASES, Finding.Outcome.PASSED, null, "all pass"),
                finding(
                        Finding.Rule.CEILINGS,
                        state == Run.State.APPROVED ? Finding.Outcome.PASSED : Finding.Outcome.INCONCLUSIVE,
                        null,
                        "too few"));
        var decision = new Decision("1", DIGEST, VERSION, null, 0, DIGEST, DIGEST, findings, 4, 4, 0, BigDecimal.ZERO);
        var run = new Run(
                "ch-a.1",
                "ch-a",
                1,
                "care/letter",
                VERSION,
                null,
                DIGEST,
                DIGEST,
                true,
                state,
                4,
                4,
                4,
                0,
                0,
                0,
                null,
                null,
                state == Run.State.IN_REVIEW ? "pm@care.example" : null,
                null,
                null,
                decision);
        var outcome = new Outcome(run, "simulated:care", true, null, List.of(), null);
        return new FolderResult.Done(folder, publication(outcome));
    }

    private static PublishResult publication(Outcome outcome) {
        try {
            var published = EventJson.mapper()
                    .readValue(
                            "{\"prompt\":\"care/letter\",\"version\":{\"number\":1,\"digest\":\"" + DIGEST.value()
                                    + "\",\"existing\":false},\"withdrawn\":[],\"warnings\":[]}",
                            PublishResult.class);
            return new PublishResult(
                    published.prompt(),
                    published.version(),
                    published.criteria(),
                    published.suite(),
                    "ch-a",
                    "ch-a.1",
                    List.of(),
                    published.estimate(),
                    List.of(),
                    outcome);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Finding finding(
            Finding.Rule rule, Finding.Outcome outcome, @Nullable String criterion, String summary) {
        return new Finding(rule, outcome, criterion, summary, Map.of(), List.of());
    }
}
