package dev.belay.gate.decision.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

    /** The first four rows are published (Newcombe 1998), the rest recomputed with an independent library. */
    @ParameterizedTest(name = "{0}/{1}")
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0,  20,  0.0000, 0.1611",
        "1,  29,  0.0061, 0.1718",
        "3,  3,   0.4385, 1",
        "5,  5,   0.5655, 1",
        "9,  10,  0.5958, 0.9821",
        "10, 10,  0.7225, 1",
        "95, 100, 0.8882, 0.9785",
    })
    void agreesWithPublishedIntervals(int x, int n, double lower, double upper) {
        var interval = Wilson.interval95(x, n);

        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    @Test
    void refusesAnEmptySample() {
        assertThatThrownBy(() -> Wilson.interval95(0, 0)).hasMessageContaining("expected");
    }
}
