package dev.belay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.api.CaseResult;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeasuresTest {

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of(List.of(), Measures.NONE, "0 outputs; $0.0050", ""),
                Arguments.of(
                        List.of(paid("a", 210), paid("b", 480), recorded("c")),
                        new Measures(3, 2, 1, Map.of(), 200, 20, 210L, 480L),
                        "3 outputs, 1 from recordings; p50 210 ms, p95 480 ms; 220 tokens; $0.0050",
                        "  220 tokens  recorded 33 %  p50 210 ms, p95 480 ms"),
                Arguments.of(
                        List.of(recorded("a"), recorded("b")),
                        new Measures(2, 0, 2, Map.of(), 0, 0, null, null),
                        "2 outputs, all from recordings; $0.0050",
                        "  recorded 100 %"),
                Arguments.of(
                        List.of(error("a", "timeout"), error("b", "budget"), error("c", "timeout"), paid("d", 1_234)),
                        new Measures(4, 1, 0, Map.of("timeout", 2, "budget", 1), 100, 10, 1_234L, 1_234L),
                        "4 outputs, 3 errors (1 budget, 2 timeout); p50 1,234 ms, p95 1,234 ms; 110 tokens; $0.0050",
                        "  110 tokens  p50 1,234 ms, p95 1,234 ms  ! 1 budget, 2 timeout"),
                // A retry replaces the error.
                Arguments.of(
                        List.of(error("a", "timeout"), error("b", "timeout"), paid("a", 5)),
                        new Measures(2, 1, 0, Map.of("timeout", 1), 100, 10, 5L, 5L),
                        "2 outputs, 1 error (1 timeout); p50 5 ms, p95 5 ms; 110 tokens; $0.0050",
                        "  110 tokens  p50 5 ms, p95 5 ms  ! 1 timeout"),
                // The reply was paid when it could not be scored, and is so still once it can.
                Arguments.of(
                        List.of(unscored("a", 7), recorded("a")),
                        new Measures(1, 1, 0, Map.of(), 100, 10, 7L, 7L),
                        "1 output; p50 7 ms, p95 7 ms; 110 tokens; $0.0050",
                        "  110 tokens  p50 7 ms, p95 7 ms"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void resultsAreCountedByWhatTheyTook(
            List<CaseEvaluated> results, Measures expected, String summary, String progress) {
        var measures = Measures.of(results);

        assertThat(measures).isEqualTo(expected);
        assertThat(MeasuresText.summary(measures, new BigDecimal("0.0050"))).isEqualTo(summary);
        assertThat(MeasuresText.progress(measures)).isEqualTo(progress);
    }

    /** Of calls that took 1, 2, … milliseconds. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 2", "20, 10, 19", "21, 11, 20", "100, 50, 95", "101, 51, 96"})
    void percentilesAreByNearestRank(int calls, long p50, long p95) {
        var results = new ArrayList<>(IntStream.rangeClosed(1, calls)
                .mapToObj(ms -> paid("c" + ms, ms))
                .toList());

        var measures = Measures.of(results.reversed());

        assertThat(measures.p50LatencyMs()).isEqualTo(p50);
        assertThat(measures.p95LatencyMs()).isEqualTo(p95);
    }

    @Test
    void resultThatIsSentAgainCountsOnce() {
        var soFar = new MeasuredSoFar();
        soFar.take(new CaseResult(1, paid("a", 5)));
        soFar.take(new CaseResult(2, paid("b", 5)));
        soFar.take(new CaseResult(1, paid("a", 5)));

        assertThat(soFar.measures().outputs()).isEqualTo(2);
        assertThat(soFar.seen()).isEqualTo(2);
    }

    static CaseEvaluated paid(String caseId, long latencyMs) {
        return result(caseId, Outcome.PASSED, null, latencyMs, true);
    }

    static CaseEvaluated recorded(String caseId) {
        return result(caseId, Outcome.FAILED, null, 9_999L, false);
    }

    static CaseEvaluated error(String caseId, String kind) {
        return result(caseId, Outcome.ERROR, new Fault(kind, "why"), null, false);
    }

    private static CaseEvaluated unscored(String caseId, long latencyMs) {
        return result(caseId, Outcome.ERROR, new Fault("assertion", "why"), latencyMs, true);
    }

    /** @param latencyMs absent when there was no reply */
    private static CaseEvaluated result(
            String caseId, Outcome outcome, @Nullable Fault error, @Nullable Long latencyMs, boolean paid) {
        boolean replied = latencyMs != null;
        return new CaseEvaluated(
                Digest.of("task " + caseId),
                "ch-abcdefghij.1",
                "care/visit-summary",
                Subject.CANDIDATE,
                caseId,
                0,
                outcome,
                List.of(),
                error,
                replied ? Digest.of("reply " + caseId) : null,
                latencyMs,
                replied ? new BigDecimal("0.0001") : null,
                replied ? 100 : null,
                replied ? 10 : null,
                paid);
    }
}
