package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Instant UNTIL = NOW.plus(BackOff.PATIENCE);

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, PT5S",
        "2, 0.5, PT10S",
        "3, 0.5, PT20S",
        "1, 0, PT3.75S",
        "1, 1, PT6.25S",
        "13, 0.5, PT5H41M20S",
        "14, 0.5, PT6H",
        "100000, 1, PT7H30M",
    })
    void itWaitsTwiceAsLongEachTimeUpToSixHoursAQuarterMoreOrLess(int tries, double chance, Duration pause) {
        assertThat(BackOff.next(NOW, tries, UNTIL, chance)).contains(NOW.plus(pause));
    }

    @Test
    void itIsGivenUpAfterThreeDaysAndNotBefore() {
        assertThat(BackOff.next(UNTIL.minusSeconds(5), 1, UNTIL, 0.5)).contains(UNTIL);
        assertThat(BackOff.next(UNTIL.minusSeconds(5), 1, UNTIL, 0.6)).isEmpty();
    }

    @Test
    void withoutAFailureThereIsNothingToTryAgain() {
        assertThatThrownBy(() -> BackOff.next(NOW, 0, UNTIL, 0.5)).hasMessageContaining("tries: 0");
    }
}
