package dev.belay.gate.decision.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.Affects;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Drift.Compared;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final byte[] EAST = {100, 0};
    private static final byte[] NORTH = {0, 100};
    private static final byte[] WEST = {-100, 0};
    /** 60 degrees from east: its cosine is a half. */
    private static final byte[] SIXTY = {50, 87};

    private static final Affects USUAL = new Affects(null, null, null);

    @Test
    void itIsTheDistanceToTheBaselineLessThatOfTheBaselineToItself() {
        assertThat(drift(List.of(EAST), List.of(EAST))).isZero();
        assertThat(drift(List.of(EAST), List.of(NORTH))).isEqualTo(1);
        assertThat(drift(List.of(EAST), List.of(WEST))).isEqualTo(2);
        assertThat(drift(List.of(EAST), List.of(SIXTY))).isCloseTo(0.5, within(0.005));
        // Between: 1 and 0, so 0.5; the baseline's own: 1.
        assertThat(drift(List.of(EAST), List.of(NORTH, EAST))).isEqualTo(-0.5);
        // Between: 2 and 2; its own: 0.
        assertThat(drift(List.of(WEST, WEST), List.of(EAST, EAST))).isEqualTo(2);
    }

    @Test
    void theOrderOfSamplesAndTheirLengthDoNotMatter() {
        var some = new ArrayList<>(List.of(EAST, NORTH, SIXTY));
        var others = new ArrayList<>(List.of(WEST, SIXTY));
        var drift = drift(some, others);
        Collections.reverse(some);
        Collections.reverse(others);

        assertThat(drift(some, others)).isEqualTo(drift);
        assertThat(drift(List.of(new byte[] {10, 0}), List.of(NORTH))).isEqualTo(1);
    }

    /** Of one distribution, the pairs between are as far apart as the pairs within. */
    @Test
    void aModelThatAnswersDifferentlyEachTimeDriftsByNothingOnAverage() {
        var random = new Random(11);
        var cases = new HashMap<String, Double>();
        for (int i = 0; i < 2_000; i++) {
            cases.put("case-" + i, drift(noise(random), noise(random)));
        }

        assertThat(cases.values().stream().mapToDouble(each -> each).average().orElseThrow())
                .isCloseTo(0, within(0.01));
        assertThat(new Drift("m", cases, null).aspects(USUAL)).isEmpty();
    }

    @Test
    void aFigureAboveTheLimitAffectsAndOneAtItDoesNot() {
        var tone = new Affects(new Detector(null, null, 0.3), null, new Detector(null, null, 0.4));
        assertThat(new Drift("m", Map.of("a", 0.2, "b", 0.4), null).aspects(tone))
                .isEmpty();
        assertThat(new Drift("m", Map.of("a", 0.2, "b", 0.41), null).aspects(tone))
                .extracting(each -> each.aspect() + ": " + each.why())
                .containsExactly("TONE: outputs of 2 cases moved by 0.31 from the live version's, more than 0.30");
        assertThat(new Drift("m", Map.of("a", 0.9), null).aspects(tone)).hasSize(2);
    }

    @Test
    void unlessToldOtherwiseItIsToneThatItAffectsAndOffIsOff() {
        var far = new Drift("m", Map.of("a", 0.9), null);
        assertThat(far.aspects(USUAL)).extracting(each -> each.aspect()).containsExactly(Aspect.TONE);
        assertThat(far.aspects(new Affects(new Detector(false, null, null), null, null)))
                .isEmpty();
        assertThat(Drift.isAskedFor(new Affects(new Detector(false, null, 0.1), null, null)))
                .isFalse();
        assertThat(Drift.isAskedFor(USUAL)).isTrue();
    }

    @Test
    void whatCannotBeMeasuredAffectsWhateverItCould() {
        assertThat(Drift.of(List.of(compared(1, 1)), "m", Map.of()).aspects(USUAL))
                .extracting(each -> each.why())
                .containsExactly(
                        "how far its outputs moved could not be measured: none of its outputs can be read any more");
        assertThat(Drift.of(List.of(), "m", Map.of()).aspects(USUAL)).isEmpty();
    }

    @Test
    void edgeCasesAreComparedFirstAndNoMoreThanAFewAreInTheSameOrderForEver() {
        var suite = new ArrayList<SuiteCase>();
        var results = new ArrayList<CaseEvaluated>();
        for (int i = 0; i < 100; i++) {
            suite.add(new SuiteCase("c" + i, i >= 95 ? "mode" : null));
            for (int sample = 0; sample < 5; sample++) {
                results.add(RunFixture.result(Subject.CANDIDATE, "c" + i, sample, Outcome.PASSED));
                results.add(RunFixture.result(Subject.BASELINE, "c" + i, sample, Outcome.FAILED));
            }
        }
        results.add(RunFixture.result(Subject.CANDIDATE, "alone", 0, Outcome.PASSED));
        suite.add(new SuiteCase("alone", "mode"));

        var sample = Drift.sample("ch-1", suite, results);
        Collections.shuffle(results, new Random(3));

        assertThat(sample).hasSize(Drift.CASES);
        assertThat(sample.subList(0, 5))
                .extracting(Compared::caseId)
                .containsExactlyInAnyOrder("c95", "c96", "c97", "c98", "c99");
        assertThat(sample).allSatisfy(each -> {
            assertThat(each.candidate()).hasSize(Drift.SAMPLES);
            assertThat(each.baseline()).hasSize(Drift.SAMPLES);
        });
        assertThat(Drift.sample("ch-1", suite, results)).isEqualTo(sample);
        assertThat(Drift.sample("ch-2", suite, results)).isNotEqualTo(sample);
    }

    private static List<byte[]> noise(Random random) {
        return IntStream.range(0, 3)
                .mapToObj(
                        i -> new byte[] {100, (byte) (random.nextGaussian() * 30), (byte) (random.nextGaussian() * 30)})
                .toList();
    }

    private static double drift(List<byte[]> candidate, List<byte[]> baseline) {
        var compared = compared(candidate.size(), baseline.size());
        var vectors = new HashMap<Digest, byte[]>();
        for (int i = 0; i < candidate.size(); i++) {
            vectors.put(compared.candidate().get(i), candidate.get(i));
        }
        for (int i = 0; i < baseline.size(); i++) {
            vectors.put(compared.baseline().get(i), baseline.get(i));
        }
        return Drift.of(List.of(compared), "m", vectors).cases().get("c");
    }

    private static Compared compared(int candidate, int baseline) {
        return new Compared("c", digests("new", candidate), digests("old", baseline));
    }

    private static List<Digest> digests(String of, int count) {
        return IntStream.range(0, count).mapToObj(i -> Digest.of(of + i)).toList();
    }
}
