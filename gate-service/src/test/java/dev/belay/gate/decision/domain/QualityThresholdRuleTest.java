package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.FAILED;
import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityThresholdRuleTest {

    @ParameterizedTest(name = "{0} of {1} pass, {2} demanded: {3}")
    @CsvSource({
        "95,  100, 0.95, PASSED",
        "94,  100, 0.95, FAILED",
        "19,  20,  0.95, PASSED",
        "51,  51,  0.95, PASSED",
        "2,   3,   0.6666666666666666, PASSED",
        "2,   3,   0.67, FAILED",
        "0,   3,   0,    PASSED",
        "3,   3,   1,    PASSED",
        "3,   3,   NaN,  INCONCLUSIVE",
        "3,   3,   95,   INCONCLUSIVE",
        "3,   3,   -0.1, INCONCLUSIVE",
    })
    void equalToTheDemandedShareIsEnough(int passed, int cases, double demanded, Finding.Outcome expected) {
        assertThat(finding(aRun().withPassRate(demanded).withCases(cases).candidatePasses(passed))
                        .outcome())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} passed, {1} errored and {2} missing of 20, 90 % demanded: {3}")
    @CsvSource({
        "19, 1, 0, INCONCLUSIVE",
        "19, 0, 1, INCONCLUSIVE",
        "17, 1, 0, INCONCLUSIVE",
        "16, 1, 0, FAILED",
        "0,  0, 20, INCONCLUSIVE",
    })
    void whatIsNotMeasuredNeverCountsAsPassed(int passed, int errored, int missing, Finding.Outcome expected) {
        var run = aRun().withPassRate(0.9).withCases(20);
        for (int i = 0; i < 20 - missing; i++) {
            run.candidate("c" + i, i < passed ? Outcome.PASSED : i < passed + errored ? Outcome.ERROR : Outcome.FAILED);
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    /** A case passes when most of its samples do: two of four are not most. */
    @ParameterizedTest(name = "{0} passed and {1} errored of {2} samples: {3}")
    @CsvSource({
        "2, 0, 3, PASSED",
        "1, 0, 3, FAILED",
        "2, 1, 3, PASSED",
        "1, 1, 3, INCONCLUSIVE",
        "1, 2, 3, INCONCLUSIVE",
        "2, 0, 4, FAILED",
        "3, 0, 4, PASSED",
        "0, 1, 2, FAILED",
    })
    void aCasePassesWhenMostOfItsSamplesDo(int passed, int errored, int samples, Finding.Outcome expected) {
        var run = aRun().withPassRate(1).withSamples(samples).withCases(1);
        for (int i = 0; i < samples; i++) {
            var outcome = i < passed ? Outcome.PASSED : i < passed + errored ? Outcome.ERROR : Outcome.FAILED;
            run.candidate(RunFixture.result(Subject.CANDIDATE, "c0", i, outcome));
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @Test
    void anEmptySuiteIsInconclusive() {
        assertThat(finding(aRun().withPassRate(0)).outcome()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void theWilsonIntervalIsShownBesideTheShareAndNotCompared() {
        var finding = finding(aRun().withPassRate(0.95).withCases(100).candidatePasses(95));

        assertThat(finding.outcome()).isEqualTo(PASSED);
        assertThat(finding.numbers().get("wilsonLower")).isCloseTo(0.8882, within(0.00005));
        assertThat(finding.numbers().get("wilsonUpper")).isCloseTo(0.9785, within(0.00005));
        assertThat(finding.summary()).isEqualTo("95 of 100 cases pass: 95.0 % (88.8 to 97.8), 95.0 % demanded");
    }

    @Test
    void failedCasesAreTheEvidence() {
        var finding = finding(aRun().withPassRate(1).withCases(3).candidatePasses(2));

        assertThat(finding.outcome()).isEqualTo(FAILED);
        assertThat(finding.evidence()).extracting(Finding.Evidence::caseId).containsExactly("c2");
    }

    private static Finding finding(RunFixture run) {
        return QualityThresholdRule.judge(run.comparison()).getFirst().finding();
    }
}
