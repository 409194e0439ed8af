package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    private final Pace pace = new Pace();

    @Test
    void aRateIsToldOnceThereIsEnoughToTellItFrom() {
        assertThat(pace.perSecond()).isEmpty();
        pace.look(START, 10);
        pace.look(START.plusMillis(999), 60);
        assertThat(pace.perSecond()).isEmpty();
        pace.look(START.plusSeconds(2), 110);
        assertThat(pace.perSecond().orElseThrow()).isEqualTo(50, within(0.001));
    }

    @Test
    void whatWasLongAgoNoLongerCounts() {
        pace.look(START, 0);
        pace.look(START.plusSeconds(10), 10_000);
        pace.look(START.plusSeconds(40), 10_030);
        assertThat(pace.perSecond().orElseThrow()).isEqualTo(1, within(0.001));
    }

    @Test
    void aRunThatStandsStillHasNone() {
        pace.look(START, 70);
        pace.look(START.plusSeconds(5), 70);
        assertThat(pace.perSecond()).isEmpty();
    }
}
