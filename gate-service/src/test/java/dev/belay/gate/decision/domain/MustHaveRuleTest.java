package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.check;
import static dev.belay.gate.decision.domain.RunFixture.checked;
import static dev.belay.gate.decision.domain.RunFixture.mustHave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MustHaveRuleTest {

    /** Of 20 outputs; what is neither satisfied nor errored is not satisfied. */
    @ParameterizedTest(name = "rate {0}, {1} satisfied, {2} errored: {3}")
    @CsvSource({
        ",     20, 0,  PASSED",
        ",     19, 0,  FAILED",
        ",     19, 1,  INCONCLUSIVE",
        ",     18, 1,  FAILED",
        "1.0,  19, 0,  FAILED",
        "0.95, 19, 0,  PASSED",
        "0.95, 18, 0,  FAILED",
        "0.95, 19, 1,  INCONCLUSIVE",
        "0.95, 18, 2,  INCONCLUSIVE",
        "0.95, 18, 1,  INCONCLUSIVE",
        "0.95, 17, 1,  FAILED",
        "0.95, 0,  20, INCONCLUSIVE",
        "0,    0,  0,  PASSED",
        "NaN,  20, 0,  INCONCLUSIVE",
        "1.5,  20, 0,  INCONCLUSIVE",
        "-0.1, 20, 0,  INCONCLUSIVE",
    })
    void theShareOfOutputsThatSatisfyItReachesItsRate(
            @Nullable Double rate, int satisfied, int errored, Finding.Outcome expected) {
        var run = aRun().withMustHaves(mustHave("cites", rate)).withCases(20);
        for (int i = 0; i < 20; i++) {
            run.candidate(
                    i < satisfied
                            ? checked("c" + i, Outcome.PASSED, check(Source.MUST_HAVE, "cites", Outcome.PASSED, 1))
                            : i < satisfied + errored
                                    ? RunFixture.faulty("c" + i, "timeout")
                                    : checked(
                                            "c" + i,
                                            Outcome.FAILED,
                                            check(Source.MUST_HAVE, "cites", Outcome.FAILED, 0)));
        }

        assertThat(first(run).outcome()).isEqualTo(expected);
    }

    @Test
    void whatIsNotSatisfiedIsNamed() {
        var run = aRun().withCases(2)
                .candidate("c0", Outcome.PASSED)
                .candidate(checked("c1", Outcome.FAILED, check(Source.MUST_HAVE, "cites", Outcome.FAILED, 0)));

        assertThat(first(run).summary())
                .isEqualTo("cites: not satisfied by 1 of 2 outputs: c1 (50.0 % do, 100.0 % demanded)");
        assertThat(first(run).evidence()).extracting(Finding.Evidence::caseId).containsExactly("c1");
    }

    @Test
    void eachHasAFindingOfItsOwn() {
        var run = aRun().withMustHaves(mustHave("cites", null), mustHave("brief", null))
                .withCases(1)
                .candidatePasses(1);

        assertThat(MustHaveRule.judge(run.comparison()))
                .extracting(ruling -> ruling.finding().criterion(), Ruling::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cites", PASSED),
                        org.assertj.core.groups.Tuple.tuple("brief", INCONCLUSIVE));
    }

    @Test
    void criteriaThatDemandNothingAreInconclusive() {
        var nothing = new CriteriaDocument("pm@care.example", null, null, null, null, null, null);
        var run = aRun().with(nothing).withCases(1).candidatePasses(1);

        assertThat(first(run).outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(MustHaveRule.judge(run.comparison()).getFirst().settledBy())
                .contains("pm@care.example: criteria with a must-have or a must-not");
    }

    @Test
    void withMustNotsAloneItDoesNotApply() {
        var criteria = new CriteriaDocument("pm@care.example", null, List.of(RunFixture.DRUG), null, null, null, null);

        assertThat(first(aRun().with(criteria).withCases(1).candidatePasses(1)).outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void anEmptySuiteIsInconclusive() {
        assertThat(first(aRun()).outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(first(aRun().withMustHaves(mustHave("cites", 0.0))).outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    private static Finding first(RunFixture run) {
        return MustHaveRule.judge(run.comparison()).getFirst().finding();
    }
}
