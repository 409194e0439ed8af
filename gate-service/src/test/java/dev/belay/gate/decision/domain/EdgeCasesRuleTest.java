package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeCasesRuleTest {

    @ParameterizedTest(name = "minCases {0}: {1} passed, {2} failed, {3} errored: {4}")
    @CsvSource({
        "3, 3, 0, 0, PASSED",
        "3, 4, 0, 0, PASSED",
        "3, 2, 0, 0, INCONCLUSIVE",
        "3, 2, 1, 0, FAILED",
        "3, 0, 1, 0, FAILED",
        "3, 2, 0, 1, INCONCLUSIVE",
        "3, 3, 0, 1, INCONCLUSIVE",
        "3, 0, 0, 0, INCONCLUSIVE",
        ",  1, 0, 0, PASSED",
        ",  0, 0, 0, INCONCLUSIVE",
        "0, 0, 0, 0, PASSED",
    })
    void eachFailureModeHasItsCasesAndAllOfThemPass(
            @Nullable Integer minCases, int passed, int failed, int errored, Finding.Outcome expected) {
        var run = aRun().withFailureMode("no-diagnosis", minCases).withCases(2).candidatePasses(2);
        for (int i = 0; i < passed + failed + errored; i++) {
            run.withCase("edge-" + i, "no-diagnosis")
                    .candidate(
                            "edge-" + i,
                            i < passed ? Outcome.PASSED : i < passed + failed ? Outcome.FAILED : Outcome.ERROR);
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @Test
    void tooFewCasesSaysHowManyMore() {
        var run = aRun().withFailureMode("no-diagnosis", 3)
                .withCase("edge-0", "no-diagnosis")
                .candidatePasses(1);

        assertThat(finding(run).summary()).isEqualTo("no-diagnosis: 1 cases, 3 demanded");
        assertThat(EdgeCasesRule.judge(run.comparison()).getFirst().settledBy())
                .contains("anyone: 2 more cases of the failure mode no-diagnosis");
    }

    @Test
    void aCaseWithoutAResultIsInconclusive() {
        assertThat(finding(aRun().withFailureMode("no-diagnosis", 1).withCase("edge-0", "no-diagnosis"))
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void withoutFailureModesItDoesNotApply() {
        assertThat(finding(aRun().withCase("edge-0", "some-mode").candidatePasses(0))
                        .outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    private static Finding finding(RunFixture run) {
        return EdgeCasesRule.judge(run.comparison()).getFirst().finding();
    }
}
