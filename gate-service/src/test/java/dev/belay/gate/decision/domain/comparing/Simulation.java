package dev.belay.gate.decision.domain.comparing;

import dev.belay.gate.decision.domain.statistics.Passes;
import java.util.ArrayList;
import java.util.SplittableRandom;

/**
 * What a comparison with these settings does to suites of which the truth is known: cases pass independently with a given
 * probability, the judge is perfect, and the baseline's pool was drawn under the same conditions.
 */
public final class Simulation {

    private final Settings settings;
    private final int pool;

    /** @param pool outputs of each case that the baseline has */
    public Simulation(Settings settings, int pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /**
     * @param blocked share of the suites that are not approved
     * @param byCases share of them in which a case is found worse
     * @param calls of the candidate, on average
     */
    public record Result(double blocked, double byCases, double calls) {}

    /**
     * @param before the probability that an output of each case passes with the baseline
     * @param after with the candidate
     * @param seed the same one gives the same result
     */
    public Result run(double[] before, double[] after, int suites, long seed) {
        var random = new SplittableRandom(seed);
        int blocked = 0;
        int byCases = 0;
        long calls = 0;
        for (int i = 0; i < suites; i++) {
            var cases = new ArrayList<CaseCounts>();
            for (int one = 0; one < before.length; one++) {
                var baseline = draw(random, before[one], pool);
                var first = draw(random, after[one], settings.samples());
                var counts = new CaseCounts("case " + one, "case " + one, baseline, baseline, first, first);
                cases.add(counts.isSuspect() ? with(random, counts, after[one]) : counts);
            }
            var comparison = CarefulComparison.of(cases, settings);
            calls += cases.stream().mapToLong(one -> one.candidate().outputs()).sum();
            byCases += comparison.worse().isEmpty() ? 0 : 1;
            blocked += comparison.worse().isEmpty() && comparison.isNotInferior(settings) ? 0 : 1;
        }
        return new Result((double) blocked / suites, (double) byCases / suites, (double) calls / suites);
    }

    private CaseCounts with(SplittableRandom random, CaseCounts counts, double passes) {
        var first = counts.firstCandidate();
        var more = draw(random, passes, settings.most() - first.outputs());
        return new CaseCounts(
                counts.id(),
                counts.cluster(),
                counts.firstBaseline(),
                counts.baseline(),
                first,
                new Passes(first.passed() + more.passed(), settings.most()));
    }

    private static Passes draw(SplittableRandom random, double passes, int outputs) {
        int passed = 0;
        for (int i = 0; i < outputs; i++) {
            passed += random.nextDouble() < passes ? 1 : 0;
        }
        return new Passes(passed, outputs);
    }
}
