package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.MoreSamples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CarefulRegressionRuleTest {

    @Test
    void oneFailureOfFiveIsNoReasonToLookAgain() {
        var run = compared(40).outputs(Subject.CANDIDATE, "c0", 4, 5);

        var finding = finding(others(run, 1, 40));

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.PASSED);
        assertThat(finding.summary()).startsWith("none of 40 cases is worse; -0.5 points (at least -1.3 with 95 %");
        assertThat(finding.numbers()).containsEntry("difference", -0.005).containsEntry("cases", 40.0);
    }

    @Test
    void aCaseThatLooksWorseIsAskedAgain() {
        var run = others(compared(40).outputs(Subject.CANDIDATE, "c0", 2, 5), 1, 40);

        assertThat(Gate.decide(run.inputs())).isEqualTo(new MoreSamples(new Extension(List.of("c0"), 20)));
    }

    @Test
    void whatItsMoreOutputsBearOutBlocks() {
        var run = others(compared(40).outputs(Subject.CANDIDATE, "c0", 2, 5), 1, 40)
                .extended(new Extension(List.of("c0"), 20))
                .outputs(Subject.CANDIDATE, "c0", 6, 15)
                .outputs(Subject.BASELINE, "c0", 15, 15);

        var finding = finding(run);

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.FAILED);
        assertThat(finding.summary())
                .contains("1 of 40 cases are worse: c0 (c0: 20 of 20 before, 8 of 20 now, p = 0.00");
        assertThat(finding.numbers().get("worstDifferenceLower")).isLessThan(-0.6);
        assertThat(finding.numbers().get("worstDifferenceUpper")).isBetween(-0.6, -0.3);
        assertThat(finding.evidence())
                .isNotEmpty()
                .allMatch(evidence -> evidence.caseId().equals("c0"));
    }

    @Test
    void whatItsMoreOutputsDoNotBearOutPasses() {
        var run = others(compared(100).outputs(Subject.CANDIDATE, "c0", 2, 5), 1, 100)
                .extended(new Extension(List.of("c0"), 20))
                .outputs(Subject.CANDIDATE, "c0", 15, 15)
                .outputs(Subject.BASELINE, "c0", 14, 15);

        assertThat(finding(run).outcome()).isEqualTo(Finding.Outcome.PASSED);
    }

    @Test
    void aFallOfTheWholeSuiteFailsThoughNoCaseAloneShowsIt() {
        var run = compared(40);
        for (int i = 0; i < 40; i++) {
            run.outputs(Subject.CANDIDATE, "c" + i, 4, 5);
        }

        var finding = finding(run);

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.FAILED);
        assertThat(finding.summary()).startsWith("over all cases it passes less often: -20.0 points");
    }

    @Test
    void asLongAsTheSuiteSaysNothingEveryCaseIsAskedMoreOftenAndThenAPersonIsAsked() {
        var run = compared(6);
        for (int i = 0; i < 6; i++) {
            run.outputs(Subject.CANDIDATE, "c" + i, i == 0 ? 4 : 5, 5);
        }
        assertThat(Gate.decide(run.inputs())).isEqualTo(new MoreSamples(new Extension(List.of(), 10)));

        run.extended(new Extension(List.of(), 10)).extended(new Extension(List.of(), 20));
        for (int i = 0; i < 6; i++) {
            run.outputs(Subject.CANDIDATE, "c" + i, i == 0 ? 12 : 15, 15);
            run.outputs(Subject.BASELINE, "c" + i, 15, 15);
        }
        var finding = finding(run);

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.INCONCLUSIVE);
        assertThat(((Decided) Gate.decide(run.inputs())).waitsFor()).contains("anyone: more cases");
    }

    @Test
    void nothingMoreIsAskedWhereAnotherRuleRejects() {
        var run = others(compared(40).outputs(Subject.CANDIDATE, "c0", 2, 4), 1, 40)
                .candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 4));

        assertThat(Gate.decide(run.inputs()))
                .isInstanceOfSatisfying(
                        Decided.class, decided -> assertThat(decided.verdict()).isEqualTo(Verdict.REJECTED));
    }

    @Test
    void whatErroredIsNeitherWorseNorAPass() {
        var run = others(compared(40).outputs(Subject.CANDIDATE, "c0", 4, 4), 1, 40)
                .candidate(RunFixture.result(Subject.CANDIDATE, "c0", 4, Outcome.ERROR));

        var finding = finding(run);

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.INCONCLUSIVE);
        assertThat(finding.summary()).contains("1 of 40 cases could not be compared (1 timeout): c0");
    }

    /** The worked example of clustered standard errors: Miller, arXiv 2411.00640, five clusters of two cases. */
    @Test
    void casesOfOneFailureModeTellLessThanAsManyOthers() {
        var run = aRun().withSamples(5).withBaseline().withRegression(Regression.CAREFUL);
        var passed = new int[] {3, 4, 5, 4, 2};
        for (int i = 0; i < 10; i++) {
            run.withCase("c" + i, "mode " + i / 2)
                    .outputs(Subject.BASELINE, "c" + i, 4, 5)
                    .outputs(Subject.CANDIDATE, "c" + i, passed[i / 2], 5);
        }

        var finding = NoRegressionRule.judge(run.comparison()).getFirst().finding();

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.INCONCLUSIVE);
        assertThat(finding.numbers()).containsEntry("clusters", 5.0).containsEntry("difference", -0.08);
        assertThat(finding.numbers().get("differenceLower")).isEqualTo(-0.2974, within(5e-5));
    }

    /** The baseline passed all of five outputs of each case. */
    private static RunFixture compared(int cases) {
        var run = aRun().withCases(cases).withSamples(5).withBaseline().withRegression(Regression.CAREFUL);
        IntStream.range(0, cases).forEach(i -> run.outputs(Subject.BASELINE, "c" + i, 5, 5));
        return run;
    }

    private static RunFixture others(RunFixture run, int from, int to) {
        IntStream.range(from, to).forEach(i -> run.outputs(Subject.CANDIDATE, "c" + i, 5, 5));
        return run;
    }

    private static Finding finding(RunFixture run) {
        assertThat(Gate.decide(run.inputs())).isInstanceOf(Decided.class);
        return NoRegressionRule.judge(run.comparison()).getFirst().finding();
    }
}
