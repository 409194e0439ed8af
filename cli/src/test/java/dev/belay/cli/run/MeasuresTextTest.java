package dev.belay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.api.Measures;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeasuresTextTest {

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of(new Measures(0, 0, 0, Map.of(), 0, 0, null, null), "0 outputs; $0.0050", ""),
                Arguments.of(
                        new Measures(3, 2, 1, Map.of(), 200, 20, 210L, 480L),
                        "3 outputs, 1 from recordings; p50 210 ms, p95 480 ms; 220 tokens; $0.0050",
                        "  220 tokens  recorded 33 %  p50 210 ms, p95 480 ms"),
                Arguments.of(
                        new Measures(2, 0, 2, Map.of(), 0, 0, null, null),
                        "2 outputs, all from recordings; $0.0050",
                        "  recorded 100 %"),
                Arguments.of(
                        new Measures(4, 1, 0, Map.of("timeout", 2, "budget", 1), 100, 10, 1_234L, 1_234L),
                        "4 outputs, 3 errors (1 budget, 2 timeout); p50 1,234 ms, p95 1,234 ms; 110 tokens; $0.0050",
                        "  110 tokens  p50 1,234 ms, p95 1,234 ms  ! 1 budget, 2 timeout"),
                Arguments.of(
                        new Measures(1, 1, 0, Map.of("timeout", 1), 100, 10, 5L, 5L),
                        "1 output, 1 error (1 timeout); p50 5 ms, p95 5 ms; 110 tokens; $0.0050",
                        "  110 tokens  p50 5 ms, p95 5 ms  ! 1 timeout"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatARunTookIsOneLine(Measures measures, String summary, String progress) {
        assertThat(MeasuresText.summary(measures, new BigDecimal("0.0050"))).isEqualTo(summary);
        assertThat(MeasuresText.progress(measures)).isEqualTo(progress);
    }
}
