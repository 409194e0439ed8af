package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.check;
import static dev.belay.gate.decision.domain.RunFixture.checked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.NotYet;
import dev.belay.gate.decision.domain.Outcome.Outdated;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    @Test
    void theFirstVersionIsApprovedOnItsOwnResults() {
        var decided = decided(aRun().withCases(20).candidatePasses(19).inputs());

        assertThat(decided.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(decided.findings())
                .extracting(Finding::rule)
                .containsExactlyElementsOf(
                        EnumSet.complementOf(EnumSet.of(Finding.Rule.TOGETHER, Finding.Rule.AFTER_ROLLBACK)));
        assertThat(decided.tasks()).isEqualTo(20);
        assertThat(decided.measured()).isEqualTo(20);
        assertThat(decided.cancelled()).isZero();
        assertThat(decided.waitsFor()).isEmpty();
        assertThat(decided.costUsd()).isEqualByComparingTo("0.020");
    }

    @Test
    void onlyPaidCallsCost() {
        var found = RunFixture.result(dev.belay.contracts.run.Subject.CANDIDATE, "c0", 0, Outcome.PASSED);
        var run = aRun().withCases(1)
                .candidate(new dev.belay.contracts.run.CaseEvaluated(
                        found.task(),
                        found.run(),
                        found.prompt(),
                        found.subject(),
                        found.caseId(),
                        found.sample(),
                        found.outcome(),
                        found.checks(),
                        null,
                        found.completion(),
                        found.latencyMs(),
                        found.costUsd(),
                        1,
                        1,
                        false));

        assertThat(decided(run.inputs()).costUsd()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void missingResultsAreWaitedFor() {
        assertThat(Gate.decide(
                        aRun().withBaseline().withCases(3).candidatePasses(3).inputs()))
                .isEqualTo(new NotYet(3));
    }

    @Test
    void aViolationDecidesWhileResultsAreMissing() {
        var run = aRun().withBaseline()
                .withCases(10)
                .candidate(checked("c4", Outcome.FAILED, check(Source.MUST_NOT, "drug", Outcome.FAILED, 0)));

        var decided = decided(run.inputs());

        assertThat(decided.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(decided.tasks()).isEqualTo(20);
        assertThat(decided.measured()).isEqualTo(1);
        assertThat(decided.cancelled()).isEqualTo(19);
    }

    @Test
    void anAttemptAgainstWhatIsNoLongerLiveIsOutdated() {
        var run = aRun().withBaseline()
                .withCases(1)
                .candidatePasses(1)
                .baselinePasses(1)
                .withLive(2);

        assertThat(Gate.decide(run.inputs())).isEqualTo(new Outdated(1, 2));
    }

    @Test
    void firstVersionIsOutdatedWhenAnotherWentLive() {
        assertThat(Gate.decide(
                        aRun().withCases(1).candidatePasses(1).withLive(1).inputs()))
                .isEqualTo(new Outdated(0, 1));
    }

    @Test
    void anErrorHoldsBackAndSaysWhomItWaitsFor() {
        var run = aRun().withCases(2).candidate("c0", Outcome.PASSED).candidate("c1", Outcome.ERROR);

        var decided = decided(run.inputs());

        assertThat(decided.verdict()).isEqualTo(Verdict.HELD_BACK);
        assertThat(decided.waitsFor())
                .isEqualTo("anyone: try again (belay retry) once outputs can be measured (timeout: no reply in 60 s)");
    }

    @Test
    void aRunThatReachedItsBudgetHoldsBackAndSaysSo() {
        var run = aRun().withCases(2).candidate("c0", Outcome.PASSED).candidate(RunFixture.faulty("c1", "budget"));

        assertThat(decided(run.inputs()).waitsFor())
                .isEqualTo("anyone: a larger budget (belay retry --budget), the run reached its 2.00 USD");
    }

    @Test
    void aFailureRejectsWhateverElseIsOpen() {
        var run = aRun().withCases(3)
                .candidate("c0", Outcome.ERROR)
                .candidate("c1", Outcome.PASSED)
                .candidate(checked("c2", Outcome.FAILED, check(Source.MUST_HAVE, "cites", Outcome.FAILED, 0)));

        assertThat(decided(run.inputs()).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void anEmptySuiteHoldsBack() {
        var decided = decided(aRun().inputs());

        assertThat(decided.verdict()).isEqualTo(Verdict.HELD_BACK);
        assertThat(decided.waitsFor()).isEqualTo("anyone: cases to judge the prompt by");
    }

    @Test
    void emptyCriteriaHoldBackThoughEveryCasePasses() {
        var nothing = new CriteriaDocument("pm@care.example", null, null, null, null, null, null);

        assertThat(decided(aRun().with(nothing).withCases(5).candidatePasses(5).inputs())
                        .verdict())
                .isEqualTo(Verdict.HELD_BACK);
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED,         PASSED,         APPROVED",
        "PASSED,         NOT_APPLICABLE, APPROVED",
        "PASSED,         INCONCLUSIVE,   HELD_BACK",
        "NEEDS_TRADE_OFF, PASSED,        HELD_BACK",
        "NEEDS_TRADE_OFF, FAILED,        REJECTED",
        "INCONCLUSIVE,   FAILED,         REJECTED",
        "FAILED,         PASSED,         REJECTED",
    })
    void oneFailureRejectsElseOneOpenFindingHoldsBack(Finding.Outcome a, Finding.Outcome b, Verdict expected) {
        assertThat(Gate.verdictOn(List.of(finding(a), finding(b)))).isEqualTo(expected);
    }

    @Test
    void noFindingAtAllApprovesNothing() {
        assertThat(Gate.verdictOn(List.of())).isEqualTo(Verdict.HELD_BACK);
    }

    @Test
    void whatCriteriaMeantInOlderRulesTheyMeanForEver() {
        var silent = new CriteriaDocument("pm@care.example", List.of(RunFixture.CITES), null, null, null, null, null);

        assertThat(RuleSet.NOVEMBER_2026.meant(silent).regression()).isEqualTo(Regression.STRICT);
        assertThat(RuleSet.WITH_PEOPLE.meant(silent).regressionOrDefault()).isEqualTo(Regression.CAREFUL);
        assertThat(RuleSet.NOVEMBER_2026.meant(silent.with(Regression.CAREFUL)).regression())
                .isEqualTo(Regression.CAREFUL);
    }

    @Test
    void anUnknownRuleSetIsNamed() {
        assertThatThrownBy(() -> RuleSet.of("1999-01"))
                .hasMessage(
                        "ruleSet: \"1999-01\" (expected one of [2026-11, 2026-11-25-measured, 2026-11-25, 2026-12-01])");
    }

    @Test
    void whatIsPublishedNamesTheGroundOfTheDecision() {
        var inputs = aRun().withCases(1).candidatePasses(1).inputs();

        var published = decided(inputs).on(inputs, Digest.of("inputs"));

        assertThat(published.ruleSet()).isEqualTo("2026-12-01");
        assertThat(published.inputs()).isEqualTo(Digest.of("inputs"));
        assertThat(published.criteria()).isEqualTo(Digest.of("criteria"));
        assertThat(published.baseline()).isNull();
    }

    private static Finding finding(Finding.Outcome outcome) {
        return new Finding(Finding.Rule.MUST_HAVE, outcome, null, "as it is", Map.of(), List.of());
    }

    private static Decided decided(Inputs inputs) {
        assertThat(Gate.decide(inputs)).isInstanceOf(Decided.class);
        return (Decided) Gate.decide(inputs);
    }
}
