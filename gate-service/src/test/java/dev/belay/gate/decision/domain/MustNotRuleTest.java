package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.FAILED;
import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.NEEDS_REVIEW;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.check;
import static dev.belay.gate.decision.domain.RunFixture.checked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class MustNotRuleTest {

    @Test
    void oneViolationOfManyOutputsFailsAndIsNamed() {
        var run = aRun().withCases(39).candidatePasses(39).withCase("c39", null);
        run.candidate(checked("c39", Outcome.FAILED, check(Source.MUST_NOT, "drug", Outcome.FAILED, 0)));

        var finding = only(run);

        assertThat(finding.outcome()).isEqualTo(FAILED);
        assertThat(finding.criterion()).isEqualTo("drug");
        assertThat(finding.summary()).isEqualTo("drug: violated by 1 of 40 outputs: c39");
        assertThat(finding.numbers()).containsEntry("violations", 1.0);
        assertThat(finding.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.caseId()).isEqualTo("c39");
            assertThat(evidence.subject()).isEqualTo(Subject.CANDIDATE);
            assertThat(evidence.completion()).isNotNull();
        });
    }

    @Test
    void aViolationInAnyOfSeveralSamplesFails() {
        var run = aRun().withCases(1).withSamples(3);
        run.candidate(RunFixture.result(Subject.CANDIDATE, "c0", 0, Outcome.PASSED));
        run.candidate(RunFixture.result(Subject.CANDIDATE, "c0", 1, Outcome.PASSED));
        run.candidate(RunFixture.result(
                Subject.CANDIDATE,
                "c0",
                2,
                Outcome.FAILED,
                List.of(check(Source.MUST_NOT, "drug", Outcome.FAILED, 0)),
                null,
                1L,
                null));

        assertThat(only(run).outcome()).isEqualTo(FAILED);
    }

    @Test
    void aViolationFoundInAnOutputWithAnErrorElsewhereFails() {
        var run = aRun().withCases(1)
                .candidate(checked(
                        "c0",
                        Outcome.ERROR,
                        check(Source.MUST_NOT, "drug", Outcome.FAILED, 0),
                        check(Source.MUST_HAVE, "cites", Outcome.ERROR, 0)));

        assertThat(only(run).outcome()).isEqualTo(FAILED);
    }

    @Test
    void aViolationThatASecondJudgementDoesNotFindIsForAPersonToLookAt() {
        var run = aRun().withCases(2)
                .candidate(checked("c0", Outcome.PASSED, judged(Outcome.PASSED)))
                .candidate(checked("c1", Outcome.PASSED, check(Source.MUST_NOT, "drug", Outcome.PASSED, 1)));

        var ruling = MustNotRule.judge(run.comparison()).getFirst();

        assertThat(ruling.outcome()).isEqualTo(NEEDS_REVIEW);
        assertThat(ruling.finding().summary())
                .isEqualTo("drug: the judge found it once and, asked again, did not, in 1 of 2 outputs: c0");
        assertThat(ruling.finding().numbers()).containsEntry("disputed", 1.0).containsEntry("violations", 0.0);
        assertThat(ruling.settledBy()).contains("pm@care.example: whether it names a drug (1 of 2 outputs: c0)");
        assertThat(MustNotRule.isViolated(run.comparison())).isFalse();
    }

    @Test
    void aViolationThatASecondJudgementFindsTooFails() {
        var run = aRun().withCases(1).candidate(checked("c0", Outcome.FAILED, judged(Outcome.FAILED)));

        assertThat(only(run).outcome()).isEqualTo(FAILED);
        assertThat(MustNotRule.isViolated(run.comparison())).isTrue();
    }

    @Test
    void aDisputedOutputBesideAViolatingOneFailsAndBesideAMissingOneIsInconclusive() {
        var disputed = checked("c0", Outcome.PASSED, judged(Outcome.PASSED));

        assertThat(only(aRun().withCases(2)
                                .candidate(disputed)
                                .candidate(checked("c1", Outcome.FAILED, judged(Outcome.FAILED))))
                        .outcome())
                .isEqualTo(FAILED);
        assertThat(only(aRun().withCases(2).candidate(disputed)).outcome()).isEqualTo(INCONCLUSIVE);
    }

    private static Check judged(Outcome second) {
        return new Check(
                Source.MUST_NOT,
                "drug",
                "llm-rubric",
                Outcome.FAILED,
                0,
                "as it says",
                null,
                new Confirmation(second, null));
    }

    @Test
    void noViolationPasses() {
        assertThat(only(aRun().withCases(2).candidatePasses(0)).outcome()).isEqualTo(PASSED);
    }

    @Test
    void whatTheBaselineViolatesIsNotTheCandidatesFault() {
        var run = aRun().withCases(1).withBaseline().candidatePasses(1);
        run.baseline(RunFixture.result(
                Subject.BASELINE,
                "c0",
                0,
                Outcome.FAILED,
                List.of(check(Source.MUST_NOT, "drug", Outcome.FAILED, 0)),
                null,
                1L,
                null));

        assertThat(only(run).outcome()).isEqualTo(PASSED);
        assertThat(MustNotRule.isViolated(run.comparison())).isFalse();
    }

    @Test
    void anErroredOutputIsInconclusive() {
        var finding = only(aRun().withCases(2).candidate("c0", Outcome.PASSED).candidate("c1", Outcome.ERROR));

        assertThat(finding.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(finding.summary()).isEqualTo("drug: 1 of 2 outputs could not be judged (1 timeout)");
    }

    @Test
    void aMissingResultIsInconclusive() {
        assertThat(only(aRun().withCases(2).candidate("c0", Outcome.PASSED)).outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void anOutputWithoutTheCheckIsInconclusive() {
        assertThat(only(aRun().withCases(1).candidate(checked("c0", Outcome.PASSED)))
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void anErroredCheckIsInconclusive() {
        assertThat(only(aRun().withCases(1)
                                .candidate(
                                        checked("c0", Outcome.ERROR, check(Source.MUST_NOT, "drug", Outcome.ERROR, 0))))
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aScoreThatIsNotANumberIsInconclusive() {
        assertThat(only(aRun().withCases(1)
                                .candidate(checked(
                                        "c0",
                                        Outcome.PASSED,
                                        check(Source.MUST_NOT, "drug", Outcome.PASSED, Double.NaN))))
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void anEmptySuiteIsInconclusive() {
        assertThat(only(aRun()).outcome()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void withoutMustNotsItDoesNotApply() {
        var criteria = new CriteriaDocument("pm@care.example", List.of(RunFixture.CITES), null, null, null, null, null);

        assertThat(only(aRun().with(criteria).withCases(1).candidatePasses(1)).outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void evidenceIsCappedAndTheTotalStaysAmongTheNumbers() {
        var run = aRun().withCases(100);
        for (int i = 0; i < 100; i++) {
            run.candidate(checked("c" + i, Outcome.FAILED, check(Source.MUST_NOT, "drug", Outcome.FAILED, 0)));
        }

        var finding = only(run);

        assertThat(finding.evidence()).hasSize(Findings.MAX_EVIDENCE);
        assertThat(finding.numbers()).containsEntry("violations", 100.0);
        assertThat(finding.summary()).endsWith("and 95 more");
    }

    private static dev.belay.contracts.decision.Finding only(RunFixture run) {
        assertThat(MustNotRule.judge(run.comparison())).hasSize(1);
        return MustNotRule.judge(run.comparison()).getFirst().finding();
    }
}
