package dev.belay.gate.simulation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.simulation.domain.Odds.OfCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite of statistics §1: 100 cases of which 70 truly pass in 99.5 %, 20 in 95 % and 10 in 85 % of the outputs, decided by the
 * gate's own rules. Tolerances are four standard errors.
 */
class TrialsTest {

    private static final long SEED = 20_261_125;

    /** The row "strict, k=1" of its table. */
    @ParameterizedTest
    @CsvSource({"unchanged, 0.928", "0.20, 0.984", "0.50, 0.958", "-0.05, 1.0"})
    void theStrictRuleBlocksAsItsTableSays(String scenario, double blocked) {
        int runs = 600;

        var tally = trials(Regression.STRICT, 1, 0).run(scenario(scenario), runs, SEED);

        double error = Math.sqrt(blocked * (1 - blocked) * (1.0 / runs + 1.0 / 2000));
        assertThat(tally.blocked()).isEqualTo(blocked, within(Math.max(0.01, 4 * error)));
        assertThat(tally.stoppedBy().keySet()).containsOnly(Rule.NO_REGRESSION);
        assertThat(tally.candidateCalls()).isEqualTo(100L * runs);
    }

    /** Without a pool of twenty outputs of the live version, as here, the suite's test is less sure than in the table. */
    @Test
    void theCarefulRuleApprovesMostOfWhatDidNotChangeAndFindsABrokenCase() {
        var trials = trials(Regression.CAREFUL, 5, 0);

        var unchanged = trials.run(new Scenario.Unchanged(), 100, SEED);
        var broken = trials.run(new Scenario.OneCase(0.2), 100, SEED);
        var fallen = trials.run(new Scenario.EveryCase(0.10), 60, SEED);

        assertThat(unchanged.rejected()).isLessThanOrEqualTo(4);
        assertThat(unchanged.blocked()).isLessThan(0.20);
        assertThat(broken.blocked()).isGreaterThan(0.90);
        assertThat(fallen.blocked()).isEqualTo(1);
        assertThat((double) unchanged.candidateCalls() / 100).isBetween(500.0, 1200.0);
    }

    @Test
    void theSameSeedGivesTheSame() {
        var trials = trials(Regression.STRICT, 1, 0);

        assertThat(trials.run(new Scenario.Unchanged(), 20, 1)).isEqualTo(trials.run(new Scenario.Unchanged(), 20, 1));
        assertThat(trials.run(new Scenario.Unchanged(), 20, 1))
                .isNotEqualTo(trials.run(new Scenario.OneCase(0), 20, 1));
    }

    @Test
    void oneFalseAlarmInFiveHundredOutputsBlocksTheSuiteByItsMustNot() {
        double alarms = 0.002;
        int runs = 300;

        var tally = trials(Regression.STRICT, 1, alarms).run(new Scenario.Unchanged(), runs, SEED);

        double expected = 1 - Math.pow(1 - alarms, 100);
        assertThat((double) tally.stoppedBy().get(Rule.MUST_NOT) / runs)
                .isEqualTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / runs)));
    }

    @Test
    void aFailureModeWhoseCasesDoNotPassBlocksByItsOwnRule() {
        var suite = List.of(new OfCase(new SuiteCase("a", "empty"), 0, 1), new OfCase(new SuiteCase("b", null), 1, 1));
        var criteria = new CriteriaDocument(
                "pm@care.example",
                List.of(new MustHave("kind", "is kind", null, null)),
                null,
                0.0,
                List.of(new FailureMode("empty", "nothing is there", null, null)),
                null,
                Regression.STRICT);

        var tally = new Trials(criteria, new Odds(suite, Map.of(), Map.of(), List.of()), 1)
                .run(new Scenario.Unchanged(), 5, SEED);

        assertThat(tally.rejected()).isEqualTo(5);
        assertThat(tally.stoppedBy()).containsExactly(Map.entry(Rule.EDGE_CASES, 5));
    }

    private static Scenario scenario(String name) {
        if (name.equals("unchanged")) {
            return new Scenario.Unchanged();
        }
        double value = Double.parseDouble(name);
        return value < 0 ? new Scenario.EveryCase(-value) : new Scenario.OneCase(value);
    }

    /** Nothing but the comparison and a must-not stands in the way. */
    private static Trials trials(Regression regression, int samples, double alarms) {
        var mustNot = new MustNot("drugs", "names a drug", List.of("bad"), null, null);
        var criteria = new CriteriaDocument("pm@care.example", null, List.of(mustNot), 0.0, null, null, regression);
        var cases = new ArrayList<OfCase>();
        for (int i = 0; i < 100; i++) {
            double passes = i < 70 ? 0.995 : i < 90 ? 0.95 : 0.85;
            cases.add(new OfCase(new SuiteCase("c" + i, null), passes, 20));
        }
        return new Trials(criteria, new Odds(cases, Map.of("drugs", alarms), Map.of(), List.of()), samples);
    }
}
