package dev.belay.deployer.sink.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1000",
        "2, 0.5, 2000",
        "6, 0.5, 32000",
        "7, 0.5, 60000",
        "2000000000, 0.5, 60000",
        "1, 0, 750",
        "1, 1, 1250",
        "7, 1, 75000"
    })
    void doublesUpToAMinuteAQuarterMoreOrLess(int failures, double chance, long millis) {
        assertThat(BackOff.after(failures, chance)).isEqualTo(Duration.ofMillis(millis));
    }
}
