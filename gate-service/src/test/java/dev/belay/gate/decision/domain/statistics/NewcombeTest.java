package dev.belay.gate.decision.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the rows that were published. */
class NewcombeTest {

    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 10, -0.2775, 0.2775",
    })
    void independent(int passed, int of, int passedBefore, int ofBefore, double lower, double upper) {
        var interval = Newcombe.independent(new Passes(passed, of), new Passes(passedBefore, ofBefore));

        assertThat(interval.lower()).isEqualTo(lower, within(5e-5));
        assertThat(interval.upper()).isEqualTo(upper, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"36, 12, 2, 0, 0.0569, 0.3404"})
    void paired(int kept, int improved, int worsened, int failing, double lower, double upper) {
        var interval = Newcombe.paired(kept, improved, worsened, failing);

        assertThat(interval.lower()).isEqualTo(lower, within(5e-5));
        assertThat(interval.upper()).isEqualTo(upper, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 0, 0", "0, 0, 0, 10", "5, 0, 0, 5", "0, 5, 5, 0", "0, 10, 0, 0"})
    void staysADifferenceOfShares(int kept, int improved, int worsened, int failing) {
        var interval = Newcombe.paired(kept, improved, worsened, failing);

        assertThat(interval.lower()).isBetween(-1.0, 1.0);
        assertThat(interval.upper()).isBetween(interval.lower(), 1.0);
    }
}
