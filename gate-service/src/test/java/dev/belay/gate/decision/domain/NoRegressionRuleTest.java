package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.FAILED;
import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoRegressionRuleTest {

    @ParameterizedTest(name = "baseline {0}, candidate {1}: {2}")
    @CsvSource({
        "PASSED, PASSED, PASSED",
        "PASSED, FAILED, FAILED",
        "PASSED, ERROR,  INCONCLUSIVE",
        "PASSED, ,       INCONCLUSIVE",
        "FAILED, PASSED, PASSED",
        "FAILED, FAILED, PASSED",
        "FAILED, ERROR,  INCONCLUSIVE",
        "FAILED, ,       INCONCLUSIVE",
        "ERROR,  PASSED, INCONCLUSIVE",
        "ERROR,  FAILED, INCONCLUSIVE",
        ",       PASSED, INCONCLUSIVE",
        ",       ,       INCONCLUSIVE",
    })
    void aCaseThatPassedMustPass(@Nullable Outcome before, @Nullable Outcome after, Finding.Outcome expected) {
        var run = aRun().withBaseline()
                .withCases(2)
                .candidate("c0", Outcome.PASSED)
                .baseline("c0", Outcome.PASSED);
        if (before != null) {
            run.baseline("c1", before);
        }
        if (after != null) {
            run.candidate("c1", after);
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @Test
    void aRegressionFailsWhateverElseIsUnknown() {
        var run = aRun().withBaseline()
                .withCases(2)
                .baselinePasses(2)
                .candidate("c0", Outcome.FAILED)
                .candidate("c1", Outcome.ERROR);

        assertThat(finding(run).outcome()).isEqualTo(FAILED);
        assertThat(finding(run).summary()).isEqualTo("1 of 2 cases passed with the baseline and no longer do: c0");
        assertThat(finding(run).numbers()).containsEntry("regressed", 1.0).containsEntry("unmeasured", 1.0);
        assertThat(finding(run).evidence()).extracting(Finding.Evidence::caseId).containsExactly("c0");
    }

    @Test
    void withoutABaselineItDoesNotApply() {
        assertThat(finding(aRun().withCases(1).candidatePasses(0)).outcome()).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void anEmptySuiteIsInconclusive() {
        assertThat(finding(aRun().withBaseline()).outcome()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void nothingPassedBeforeSoNothingCanRegress() {
        assertThat(finding(aRun().withBaseline().withCases(3).baselinePasses(0).candidatePasses(0))
                        .outcome())
                .isEqualTo(PASSED);
    }

    @ParameterizedTest(name = "set aside for {0} minutes more: {1}")
    @CsvSource({"1, PASSED", "0, FAILED", "-1, FAILED"})
    void aCaseInQuarantineIsComparedWithNothingUntilThatEnds(int minutes, Finding.Outcome expected) {
        var run = aRun().withBaseline()
                .withCases(2)
                .baselinePasses(2)
                .candidate("c0", Outcome.FAILED)
                .candidate("c1", Outcome.PASSED)
                .with(PeopleFixture.nobodyIsAsked()
                        .settingAside("c0", RunFixture.NOON.plus(Duration.ofMinutes(minutes)))
                        .build());

        assertThat(finding(run).outcome()).isEqualTo(expected);
        if (expected == PASSED) {
            assertThat(finding(run).summary())
                    .isEqualTo("each of the 1 cases that passed with the baseline passes still; in quarantine: c0"
                            + " (ana@care.example, until 2026-11-22T12:01:00Z)");
        }
    }

    @Test
    void theNewestQuarantineOfACaseCounts() {
        var run = aRun().withBaseline()
                .withCases(1)
                .baselinePasses(1)
                .candidate("c0", Outcome.FAILED)
                .with(PeopleFixture.nobodyIsAsked()
                        .settingAside("c0", RunFixture.NOON.plus(Duration.ofDays(9)))
                        .settingAside("c0", RunFixture.NOON.plus(Duration.ofDays(-1)))
                        .build());

        assertThat(finding(run).outcome()).isEqualTo(FAILED);
    }

    private static Finding finding(RunFixture run) {
        return NoRegressionRule.judge(run.comparison()).getFirst().finding();
    }
}
