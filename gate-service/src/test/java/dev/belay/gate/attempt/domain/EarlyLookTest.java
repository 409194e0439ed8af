package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyLookTest {

    @ParameterizedTest(name = "{0} then {1} failed: {2}")
    @CsvSource({
        "0, 0, false",
        "0, 1, true",
        "1, 1, false",
        "14, 15, true",
        "15, 16, true",
        "16, 17, false",
        "17, 18, true",
        "18, 19, false",
        "256, 287, false",
        "287, 288, true",
        "0, 300, true",
    })
    void failuresCountEachAtFirstAndLaterAnEighthMore(int before, int after, boolean due) {
        assertThat(EarlyLook.isDue(failed(before), failed(after), List.of())).isEqualTo(due);
    }

    @ParameterizedTest(name = "{1} of {0} is {2}: {3}")
    @CsvSource({
        "CANDIDATE, MUST_NOT,  FAILED, true",
        "CANDIDATE, MUST_HAVE, FAILED, false",
        "CANDIDATE, CASE,      FAILED, false",
        "CANDIDATE, MUST_NOT,  ERROR,  false",
        "CANDIDATE, MUST_NOT,  PASSED, false",
        "BASELINE,  MUST_NOT,  FAILED, false",
    })
    void oneViolationOfTheCandidateIsEnough(Subject subject, Source source, Outcome outcome, boolean due) {
        var check = new Check(source, "it", "contains", outcome, 0, null);
        var result = new CaseEvaluated(
                Digest.of("task"),
                "ch-1.1",
                "care/visit-summary",
                subject,
                "c0",
                0,
                Outcome.FAILED,
                List.of(check),
                null,
                null,
                null,
                null,
                null,
                null,
                false);

        assertThat(EarlyLook.isDue(failed(3), failed(3), List.of(result))).isEqualTo(due);
    }

    @Test
    void aMillionFailuresAreLookedAtSeldom() {
        assertThat(IntStream.range(0, 1_000_000)
                        .filter(i -> EarlyLook.isDue(failed(i), failed(i + 1), List.of()))
                        .count())
                .isEqualTo(143);
    }

    private static Progress failed(int failed) {
        return new Progress(2_000_000, failed, 0, failed, 0, BigDecimal.ZERO);
    }
}
