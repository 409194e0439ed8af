package dev.belay.rollback.domain;

import static dev.belay.rollback.domain.DeploymentsFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.rollback.domain.Rollback.State;
import dev.belay.rollback.domain.Times.Percentiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void aPercentileIsTheTimeOfARollbackThatWas() {
        var rollbacks = new ArrayList<>(IntStream.rangeClosed(1, 100)
                .mapToObj(millis -> rollback(State.LIVE, null, millis))
                .toList());
        Collections.shuffle(rollbacks, new Random(1));

        assertThat(Times.of(rollbacks).orderedToLive()).contains(percentiles(50, 95, 99, 100));
        assertThat(Times.of(List.of(rollback(State.LIVE, null, 7))).orderedToLive())
                .contains(percentiles(7, 7, 7, 7));
    }

    @Test
    void onlyWhatWentLiveCountsAndNoneHasNoTimes() {
        var times = Times.of(List.of(rollback(State.VOID, null, 1), rollback(State.ORDERED, null, 1)));

        assertThat(times.rollbacks()).isZero();
        assertThat(times.orderedToLive()).isEmpty();
        assertThat(times.detectedToLive()).isEmpty();
    }

    @Test
    void itBeginsWhenItWasDetectedWhereThatWasSaid() {
        var times = Times.of(List.of(rollback(State.LIVE, NOON.minusSeconds(60), 500)));

        assertThat(times.detectedToLive()).contains(percentiles(60_500, 60_500, 60_500, 60_500));
        assertThat(times.orderedToLive()).contains(percentiles(500, 500, 500, 500));
    }

    private static Percentiles percentiles(long p50, long p95, long p99, long longest) {
        return new Percentiles(
                Duration.ofMillis(p50), Duration.ofMillis(p95), Duration.ofMillis(p99), Duration.ofMillis(longest));
    }

    private static Rollback rollback(State state, @Nullable Instant detected, long millis) {
        return new Rollback(
                "rb-1",
                "care/letter",
                "production",
                2,
                version(2),
                version(1),
                "ops@care.example",
                null,
                detected,
                NOON,
                state,
                state == State.LIVE ? NOON.plusMillis(millis) : null,
                null,
                null);
    }
}
