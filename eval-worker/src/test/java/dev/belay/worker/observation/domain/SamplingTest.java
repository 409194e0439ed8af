package dev.belay.worker.observation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

    @Test
    void sampleIsTheShareThatWasAskedForAndAlwaysTheSame() {
        assertThat(drawn(0)).isZero();
        assertThat(drawn(1)).isEqualTo(10_000);
        assertThat(drawn(0.1)).isCloseTo(1_000, within(150L));
        assertThat(drawn(0.1)).isEqualTo(drawn(0.1));
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(n -> "ob-" + n)
                        .filter(id -> Sampling.draws(id, 0.1))
                        .allMatch(id -> Sampling.draws(id, 0.2)))
                .isTrue();
    }

    @Test
    void whatOneOfTwoJudgementsFoundIsNoViolation() {
        var reading = Reading.of(List.of(
                check("found", Outcome.FAILED, null),
                check("found-twice", Outcome.FAILED, Outcome.FAILED),
                check("disputed", Outcome.FAILED, Outcome.PASSED),
                check("fine", Outcome.PASSED, null),
                check("unknown", Outcome.ERROR, null)));

        assertThat(reading.violated()).containsExactly("found", "found-twice");
        assertThat(reading.unjudged()).containsExactly("unknown");
    }

    private static Check check(String id, Outcome outcome, Outcome second) {
        return new Check(
                Source.MUST_NOT,
                id,
                "llm-rubric",
                outcome,
                0,
                null,
                null,
                second == null ? null : new Confirmation(second, null));
    }

    private static long drawn(double share) {
        return IntStream.range(0, 10_000)
                .filter(n -> Sampling.draws("ob-" + n, share))
                .count();
    }
}
