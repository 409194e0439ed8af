package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.check;
import static dev.belay.gate.decision.domain.RunFixture.checked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.NotYet;
import dev.belay.gate.decision.domain.people.Override;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a run that lacks results is rejected, and when it is waited for. */
class ForegoneTest {

    private static final Instant LATER = RunFixture.NOON.plusSeconds(60);

    @Test
    void aMustHaveForEveryOutputThatFailsOnceIsEnough() {
        var decided = (Decided) Gate.decide(
                aRun().withPassRate(0).withCases(20).candidate(uncited("c7")).inputs());

        assertThat(decided.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(decided.measured()).isEqualTo(1);
        assertThat(decided.cancelled()).isEqualTo(19);
    }

    @ParameterizedTest(name = "rate {0}, {1} of 20 fail: certain {2}")
    @CsvSource({"0.9, 2, false", "0.9, 3, true", "1.0, 1, true", "0.0, 19, false", "2.0, 19, false"})
    void aMustHaveWithARateAllowsTheRest(double rate, int failing, boolean certain) {
        var run = aRun().withPassRate(0)
                .withMustHaves(RunFixture.mustHave("cites", rate))
                .withCases(20);
        IntStream.range(0, failing).forEach(i -> run.candidate(uncited("c" + i)));

        assertThat(isRejected(run)).isEqualTo(certain);
    }

    @ParameterizedTest(name = "passRate {0}, {1} of 20 fail: certain {2}")
    @CsvSource({"0.9, 2, false", "0.9, 3, true", "1.0, 1, true", "0.0, 19, false"})
    void theThresholdIsOutOfReachOnceTooManyCasesFail(double passRate, int failing, boolean certain) {
        var run = aRun().withPassRate(passRate).withCases(20);
        IntStream.range(0, failing).forEach(i -> run.candidate("c" + i, Outcome.FAILED));

        assertThat(isRejected(run)).isEqualTo(certain);
    }

    @ParameterizedTest(name = "{1} of {0} samples fail: certain {2}")
    @CsvSource({"1, 1, true", "2, 1, true", "3, 1, false", "3, 2, true", "5, 2, false", "5, 3, true"})
    void anEdgeCaseFailsOnceMostOfItsSamplesCanNoLongerPass(int samples, int failing, boolean certain) {
        var run = aRun().withFailureMode("no-diagnosis", 1)
                .withCases(3)
                .withCase("edge", "no-diagnosis")
                .withSamples(samples)
                .outputs(Subject.CANDIDATE, "edge", 0, failing);

        assertThat(isRejected(run)).isEqualTo(certain);
    }

    @Test
    void whatErroredMayStillPass() {
        var run = aRun().withPassRate(0.9).withCases(20);
        IntStream.range(0, 19).forEach(i -> run.candidate("c" + i, i < 2 ? Outcome.FAILED : Outcome.ERROR));

        assertThat(Gate.decide(run.inputs())).isEqualTo(new NotYet(1));
    }

    @Test
    void theBaselineMayFailAsItLikes() {
        var run = aRun().withBaseline().withCases(5).baselinePasses(0);

        assertThat(Gate.decide(run.inputs())).isEqualTo(new NotYet(5));
    }

    @ParameterizedTest(name = "{0}: certain {1}")
    @CsvSource({"STRICT, true", "CAREFUL, false"})
    void aCaseThatGotWorseIsFinalWhereNoneMay(Regression regression, boolean certain) {
        var run = aRun().withRegression(regression)
                .withBaseline()
                .withCases(5)
                .baseline("c0", Outcome.PASSED)
                .candidate("c0", Outcome.FAILED);

        assertThat(isRejected(run)).isEqualTo(certain);
    }

    @ParameterizedTest(name = "{0} {1}, for {2} s: certain {3}")
    @CsvSource({
        "MUST_HAVE,         cites, 60, false",
        "MUST_HAVE,         cites, 0,  true",
        "MUST_HAVE,         other, 60, true",
        "QUALITY_THRESHOLD, ,      60, true",
    })
    void whatAPmOverrodeRejectsNothing(Rule rule, @Nullable String criterion, int seconds, boolean certain) {
        var until = RunFixture.NOON.plusSeconds(seconds);
        var override = new Override("o1", rule, criterion, null, "pm@care.example", "known", until);
        var run = aRun().withPassRate(0)
                .withCases(5)
                .candidate(uncited("c0"))
                .with(PeopleFixture.nothingIsAskedAnyMore().overriding(override).build());

        assertThat(isRejected(run)).isEqualTo(certain);
    }

    @Test
    void noOverrideCoversAMustNot() {
        var override = new Override("o1", Rule.MUST_NOT, "drug", null, "pm@care.example", "known", LATER);
        var run = aRun().withCases(5)
                .candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 0))
                .with(PeopleFixture.nothingIsAskedAnyMore().overriding(override).build());

        assertThat(isRejected(run)).isTrue();
    }

    @Test
    void aWholeRunIsWaitedForWhateverItViolates() {
        var run = aRun().withCases(3).candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 0));

        assertThat(Gate.decide(run.whole().inputs())).isEqualTo(new NotYet(2));
    }

    @ParameterizedTest
    @CsvSource({"NOVEMBER_2026, false", "MEASURED, true", "WITH_PEOPLE, true"})
    void theOldRulesWaitForAllButAViolation(RuleSet rules, boolean certain) {
        assertThat(isRejected(aRun().by(rules).withCases(2).candidate(uncited("c0"))))
                .isEqualTo(certain);
        assertThat(isRejected(
                        aRun().by(rules).withCases(2).candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 0))))
                .isTrue();
    }

    private static boolean isRejected(RunFixture run) {
        return Gate.decide(run.inputs()) instanceof Decided decided && decided.verdict() == Verdict.REJECTED;
    }

    private static CaseEvaluated uncited(String caseId) {
        return checked(
                caseId,
                Outcome.FAILED,
                check(Source.MUST_HAVE, "cites", Outcome.FAILED, 0),
                check(Source.MUST_NOT, "drug", Outcome.PASSED, 1));
    }
}
