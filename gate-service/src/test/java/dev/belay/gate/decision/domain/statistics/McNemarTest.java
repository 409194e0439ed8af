package dev.belay.gate.decision.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    /** The larger count is the direction tested, as in the table of exact one-sided values. */
    @ParameterizedTest(name = "{1} against {0}")
    @CsvSource({
        "0, 5,  0.031250",
        "0, 6,  0.015625",
        "1, 7,  0.035156",
        "1, 9,  0.010742",
        "3, 12, 0.017578",
        "5, 15, 0.020695",
        "4, 9,  0.133423",
        "0, 0,  1",
        "0, 4,  0.0625",
        "5, 0,  1",
    })
    void agreesWithTheExactValues(int opposite, int flips, double p) {
        assertThat(McNemar.oneSided(flips, opposite)).isCloseTo(p, within(0.0000005));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "2000, 0", "0, 2000"})
    void staysAProbabilityForLargeSuites(int flips, int opposite) {
        assertThat(McNemar.oneSided(flips, opposite)).isBetween(0.0, 1.0);
    }
}
