package dev.belay.deployer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "24h, 2026-11-01T12:00:00Z",
        "30m, 2026-11-02T11:30:00Z",
        "10s, 2026-11-02T11:59:50Z",
        "2d, 2026-10-31T12:00:00Z",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z"
    })
    void isAnInstantOrHowLongAgo(String text, Instant expected) {
        assertThat(Since.of(text, NOW)).isEqualTo(new Since.Moment(expected));
    }

    @Test
    void absentMeansTheBeginning() {
        assertThat(Since.of(null, NOW)).isEqualTo(new Since.Moment(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "24", "h", "-1h", "24 h", "9999999d"})
    void anythingElseIsNamed(String text) {
        assertThat(Since.of(text, NOW))
                .isInstanceOfSatisfying(
                        Since.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.problem()).contains(text).contains("24h"));
    }
}
