package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.INCONCLUSIVE;
import static dev.belay.contracts.decision.Finding.Outcome.NEEDS_TRADE_OFF;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.timed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument.Ceilings;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingsRuleTest {

    @ParameterizedTest(name = "p95 of 1 to {0} × 100 ms, at most {1}: {2}")
    @CsvSource({
        "20,  1900, PASSED",
        "20,  1899.9, FAILED",
        "100, 9500, PASSED",
        "100, 9499, FAILED",
        "1,   100,  PASSED",
        "1,   99,   FAILED",
        "21,  2000, PASSED",
        "21,  1999, FAILED",
        "5,   NaN,  INCONCLUSIVE",
        "0,   100,  INCONCLUSIVE",
    })
    void p95IsTheNearestRank(int outputs, double ceiling, Finding.Outcome expected) {
        var run = aRun().with(new Ceilings(ceiling, null, null, null, null)).withCases(outputs);
        for (int i = 0; i < outputs; i++) {
            run.candidate(timed(Subject.CANDIDATE, "c" + i, (i + 1) * 100L, null));
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "costs {0}, {1}, {2}, at most {3}: {4}")
    @CsvSource({
        "0.001, 0.002, 0.003,  0.002,  PASSED",
        "0.001, 0.002, 0.0031, 0.002,  FAILED",
        "0.001, 0.002, ,       1,      INCONCLUSIVE",
        "0,     0,     0,      0,      PASSED",
        "0.01,  0,     0,      0.0034, PASSED",
    })
    void aMeanNeedsEveryCost(String a, String b, @Nullable String c, double ceiling, Finding.Outcome expected) {
        var run = aRun().with(new Ceilings(null, ceiling, null, null, null))
                .withCases(3)
                .candidate(timed(Subject.CANDIDATE, "c0", 1L, a))
                .candidate(timed(Subject.CANDIDATE, "c1", 1L, b))
                .candidate(timed(Subject.CANDIDATE, "c2", 1L, c));

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} after {1} ms, increase {2}: {3}")
    @CsvSource({
        "1400, 1000, 400ms,  PASSED",
        "1401, 1000, 400ms,  FAILED",
        "1200, 1000, 20%,    PASSED",
        "1201, 1000, 20%,    FAILED",
        "1200, 1000, 20 %,   PASSED",
        "500,  1000, 0ms,    PASSED",
        "0,    0,    20%,    PASSED",
        "1,    0,    20%,    FAILED",
        "1000, 1000, 20,     INCONCLUSIVE",
        "1000, 1000, 1usd,   INCONCLUSIVE",
        "1000, 1000, lots,   INCONCLUSIVE",
        "1000, ,     20%,    INCONCLUSIVE",
        ",     1000, 20%,    INCONCLUSIVE",
    })
    void latencyMayGrowByWhatIsAllowed(
            @Nullable Long after, @Nullable Long before, String increase, Finding.Outcome expected) {
        var run = aRun().with(new Ceilings(null, null, increase, null, null))
                .withBaseline()
                .withCases(1)
                .candidate(timed(Subject.CANDIDATE, "c0", after, null))
                .baseline(timed(Subject.BASELINE, "c0", before, null));

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} after {1} USD, increase {2}: {3}")
    @CsvSource({
        "0.003,  0.002, 0.001usd, PASSED",
        "0.0031, 0.002, 0.001usd, FAILED",
        "0.0024, 0.002, 20%,      PASSED",
        "0.0025, 0.002, 20%,      FAILED",
        "0.002,  ,      20%,      INCONCLUSIVE",
    })
    void costMayGrowByWhatIsAllowed(String after, @Nullable String before, String increase, Finding.Outcome expected) {
        var run = aRun().with(new Ceilings(null, null, null, increase, null))
                .withBaseline()
                .withCases(1)
                .candidate(timed(Subject.CANDIDATE, "c0", 1L, after))
                .baseline(timed(Subject.BASELINE, "c0", 1L, before));

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @Test
    void aRoundedMeanIsNoBreach() {
        var run = aRun().with(new Ceilings(null, null, null, "20%", null))
                .withBaseline()
                .withCases(3);
        for (int i = 0; i < 3; i++) {
            run.baseline(timed(Subject.BASELINE, "c" + i, 1L, i == 0 ? "0.01" : "0"));
            run.candidate(timed(Subject.CANDIDATE, "c" + i, 1L, "0.004"));
        }

        assertThat(finding(run).outcome()).isEqualTo(PASSED);
    }

    @Test
    void anIncreaseDoesNotApplyWithoutABaseline() {
        var run = aRun().with(new Ceilings(null, null, "20%", null, null))
                .withCases(1)
                .candidatePasses(1);

        assertThat(finding(run).outcome()).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void withoutCeilingsItDoesNotApply() {
        assertThat(finding(aRun().withCases(1).candidatePasses(1)).outcome()).isEqualTo(NOT_APPLICABLE);
        assertThat(finding(aRun().with(new Ceilings(null, null, null, null, null)))
                        .outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    /** Fewer than five cases that only improve can never be significant at 5 %. */
    @ParameterizedTest(name = "soft {2}: {0} improved, {1} worsened: {3}")
    @CsvSource({
        "5, 0, true,  NEEDS_TRADE_OFF",
        "4, 0, true,  FAILED",
        "7, 1, true,  NEEDS_TRADE_OFF",
        "6, 1, true,  FAILED",
        "0, 0, true,  FAILED",
        "0, 5, true,  FAILED",
        "5, 0, false, FAILED",
    })
    void aSoftCeilingIsWeighedAgainstSignificantlyBetterQuality(
            int improved, int worsened, boolean soft, Finding.Outcome expected) {
        var run = aRun().with(new Ceilings(500.0, null, null, null, soft ? List.of("p95LatencyMs") : null))
                .withBaseline()
                .withCases(20);
        for (int i = 0; i < 20; i++) {
            var flips = i < improved + worsened;
            var better = i < improved;
            run.candidate("c" + i, !flips || better ? Outcome.PASSED : Outcome.FAILED);
            run.baseline("c" + i, !flips || !better ? Outcome.PASSED : Outcome.FAILED);
        }

        assertThat(finding(run).outcome()).isEqualTo(expected);
    }

    @Test
    void aTradeOffShowsThePmBothNumbers() {
        var run = aRun().with(new Ceilings(null, null, "400ms", null, List.of("latencyIncrease")))
                .withBaseline()
                .withCases(10)
                .candidatePasses(0);
        var better = aRun().with(new Ceilings(null, null, "400ms", null, List.of("latencyIncrease")))
                .withBaseline()
                .withCases(10)
                .baselinePasses(5);
        for (int i = 0; i < 10; i++) {
            better.candidate(timed(Subject.CANDIDATE, "c" + i, 1500L, "0.001"));
        }
        assertThat(finding(run).outcome()).isEqualTo(INCONCLUSIVE);

        var ruling = CeilingsRule.judge(better.comparison()).getFirst();

        assertThat(ruling.outcome()).isEqualTo(NEEDS_TRADE_OFF);
        assertThat(ruling.settledBy())
                .contains("pm@care.example: accept latencyIncrease: p95 latency is 1500 ms, at most 1400 ms for +50.0"
                        + " points of cases passed (+11.7 to +76.3), or refuse it");
    }

    @Test
    void aModelWithoutAPriceNeedsThePmAndNotAnotherTry() {
        var run = aRun().with(new Ceilings(null, 0.004, null, null, null))
                .withCases(1)
                .candidate(timed(Subject.CANDIDATE, "c0", 1L, null));

        assertThat(CeilingsRule.judge(run.comparison()).getFirst().settledBy())
                .contains("pm@care.example: a model whose mean cost is known, or criteria without meanCostUsd");
    }

    private static Finding finding(RunFixture run) {
        return CeilingsRule.judge(run.comparison()).getFirst().finding();
    }
}
