package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.run.CaseEvaluated.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReviewSampleTest {

    @Test
    void isTheSameForTheSameChangeAndAnotherForAnother() {
        assertThat(draw("ch-1", Map.of(), 40)).isEqualTo(draw("ch-1", Map.of(), 40));
        assertThat(draw("ch-1", Map.of(), 40)).isNotEqualTo(draw("ch-2", Map.of(), 40));
    }

    @Test
    void beginsWithEdgeCasesAndTheLargestDrift() {
        var drift = Map.of("c7", 0.9, "c9", 0.8, "c11", 0.01);
        var sample = draw("ch-1", drift, 40);

        assertThat(sample.subList(0, 3)).containsExactlyInAnyOrder("edge0", "edge1", "edge2");
        assertThat(sample.subList(3, 6)).containsExactly("c7", "c9", "c11");
        assertThat(sample).hasSize(15);
    }

    @Test
    void edgeCasesDoNotCrowdOutTheRest() {
        var run = aRun();
        IntStream.range(0, 30).forEach(i -> run.withCase("edge" + i, "mode"));
        IntStream.range(0, 30).forEach(i -> run.withCase("plain" + i, null));
        run.candidatePasses(60);
        var sample = ids(ReviewSample.draw(run.comparison(), "ch-1", Map.of(), 15));

        assertThat(sample.subList(0, 5)).allMatch(id -> id.startsWith("edge"));
        assertThat(sample).anyMatch(id -> id.startsWith("plain"));
    }

    @Test
    void whatSaidNothingIsNotShown() {
        var run = aRun().withCases(3).candidate("c0", Outcome.ERROR).candidate("c1", Outcome.PASSED);

        assertThat(ids(ReviewSample.draw(run.comparison(), "ch-1", Map.of(), 15)))
                .containsExactly("c1");
    }

    @Property
    void neverShowsACaseTwiceNorMoreThanAsked(
            @ForAll @IntRange(min = 1, max = 60) int cases, @ForAll @IntRange(min = 1, max = 40) int size) {
        var run = aRun().withCases(cases).candidatePasses(cases);
        var sample = ids(ReviewSample.draw(run.comparison(), "ch-1", Map.of("c0", 0.5), size));

        assertThat(sample).hasSize(Math.min(size, cases));
        assertThat(new HashSet<>(sample)).hasSameSizeAs(sample);
    }

    private static List<String> draw(String change, Map<String, Double> drift, int cases) {
        var run = aRun();
        IntStream.range(0, 3).forEach(i -> run.withCase("edge" + i, "mode"));
        run.withCases(cases).candidatePasses(cases + 3);
        return ids(ReviewSample.draw(run.comparison(), change, drift, 15));
    }

    private static List<String> ids(List<Output> outputs) {
        return outputs.stream().map(Output::caseId).toList();
    }
}
