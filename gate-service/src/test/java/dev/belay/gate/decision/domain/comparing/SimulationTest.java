package dev.belay.gate.decision.domain.comparing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The operating characteristics of the two-stage comparison: 100 cases of which 70 truly pass in 99.5 %, 20 in 95 % and 10 in
 * 85 % of the outputs, a pool of 20 baseline outputs each. Tolerances are four standard errors of both simulations.
 */
class SimulationTest {

    private static final int SUITES = 2000;

    private final Simulation simulation = new Simulation(Settings.DEFAULT, 20);
    private final double[] before = before();

    private static double[] before() {
        var rates = new double[100];
        Arrays.fill(rates, 0, 70, 0.995);
        Arrays.fill(rates, 70, 90, 0.95);
        Arrays.fill(rates, 90, 100, 0.85);
        return rates;
    }

    @Test
    void anUnchangedPromptIsBlockedOnceInTwenty() {
        var result = run(before);

        assertThat(result.byCases()).isEqualTo(0.002, within(0.006));
        assertThat(result.blocked()).isEqualTo(0.050, within(0.028));
        assertThat(result.calls()).isEqualTo(567, within(10.0));
    }

    @Test
    void oneBrokenCaseIsFound() {
        var result = runWithOneCaseAt(0.20);

        assertThat(result.byCases()).isEqualTo(0.995, within(0.010));
        assertThat(result.blocked()).isEqualTo(0.995, within(0.010));
    }

    @Test
    void oneCaseThatFailsHalfOfTheTimeIsMostlyFound() {
        var result = runWithOneCaseAt(0.50);

        assertThat(result.byCases()).isEqualTo(0.735, within(0.056));
        assertThat(result.blocked()).isEqualTo(0.758, within(0.055));
    }

    /** Any of the hundred is the one. */
    private Simulation.Result runWithOneCaseAt(double rate) {
        double blocked = 0;
        double byCases = 0;
        double calls = 0;
        for (int broken = 0; broken < before.length; broken++) {
            var after = before.clone();
            after[broken] = rate;
            var result = simulation.run(before, after, SUITES / before.length, 20_261_125 + broken);
            blocked += result.blocked() / before.length;
            byCases += result.byCases() / before.length;
            calls += result.calls() / before.length;
        }
        return new Simulation.Result(blocked, byCases, calls);
    }

    @Test
    void aFallOfEveryCaseIsFoundByTheSuiteAndNotByItsCases() {
        var five = run(lower(0.05));
        assertThat(five.byCases()).isEqualTo(0.019, within(0.018));
        assertThat(five.blocked()).isEqualTo(1, within(0.005));

        var ten = run(lower(0.10));
        assertThat(ten.byCases()).isEqualTo(0.151, within(0.046));
        assertThat(ten.blocked()).isEqualTo(1, within(0.001));
        assertThat(ten.calls()).isEqualTo(1036, within(40.0));
    }

    private Simulation.Result run(double[] after) {
        return simulation.run(before, after, SUITES, 20_261_125);
    }

    private double[] lower(double by) {
        return Arrays.stream(before).map(rate -> rate - by).toArray();
    }
}
