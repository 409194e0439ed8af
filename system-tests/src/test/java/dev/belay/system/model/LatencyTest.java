package dev.belay.system.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void aFixedLatencyIsTheSameForAll() {
        assertThat(Latency.parse("200").of("any", 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(Latency.parse("0")).isEqualTo(Latency.NONE);
    }

    @Test
    void aLogNormalOneHasItsMedianAndItsMean() {
        var latency = Latency.parse("lognormal:200:0.5");

        var millis = IntStream.range(0, 10_000)
                .mapToLong(number -> latency.of("note " + number, 1).toMillis())
                .sorted()
                .toArray();

        assertThat((double) millis[5_000]).isCloseTo(200, within(6.0));
        assertThat(IntStream.range(0, 10_000)
                        .mapToLong(i -> millis[i])
                        .average()
                        .orElseThrow())
                .isCloseTo(latency.meanMillis(), within(6.0));
        assertThat(latency.meanMillis()).isCloseTo(226.6, within(0.1));
    }

    @Test
    void aRequestTakesAsLongInEveryRun() {
        assertThat(Latency.parse("lognormal:200:0.5").of("note 1", 1))
                .isEqualTo(Latency.parse("lognormal:200:0.5").of("note 1", 1));
    }

    @Test
    void whatIsNoLatencyIsRefused() {
        assertThatThrownBy(() -> Latency.parse("normal:200:0.5")).hasMessageContaining("normal:200:0.5");
        assertThatThrownBy(() -> Latency.parse("-1")).hasMessageContaining("not negative");
    }
}
