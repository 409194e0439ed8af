package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.check;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random runs, with results in any order and any number of times. */
class RandomRunsTest {

    @Property(tries = 300)
    void stoppingEarlyNeverChangesTheVerdict(
            @ForAll @IntRange(min = 1, max = 8) int cases, @ForAll boolean compared, @ForAll long seed) {
        var random = new Random(seed);
        var run = run(cases, compared);
        var results = results(cases, compared, random);
        var whole = (Decided) decide(run, results);

        Collections.shuffle(results, random);
        var soFar = new ArrayList<CaseEvaluated>();
        for (var result : results) {
            soFar.add(result);
            if (decide(run, soFar) instanceof Decided early) {
                assertThat(early.verdict()).isEqualTo(whole.verdict());
            }
        }
        assertThat(decide(run, soFar)).isEqualTo(whole);
    }

    @Property(tries = 300)
    void orderAndDuplicatesDoNotMatter(
            @ForAll @IntRange(min = 0, max = 8) int cases, @ForAll boolean compared, @ForAll long seed) {
        var random = new Random(seed);
        var run = run(cases, compared);
        var results = results(cases, compared, random);
        var once = inputs(run, results);

        var again = new ArrayList<>(results);
        again.addAll(results);
        results.forEach(result -> again.add(lost(result)));
        Collections.shuffle(again, random);

        assertThat(inputs(run, again)).isEqualTo(once);
        assertThat(Gate.decide(inputs(run, again))).isEqualTo(Gate.decide(once));
    }

    @Property(tries = 300)
    void nothingIsApprovedWithoutEveryOutputMeasured(
            @ForAll @IntRange(min = 0, max = 8) int cases, @ForAll boolean compared, @ForAll long seed) {
        var results = results(cases, compared, new Random(seed));

        if (decide(run(cases, compared), results) instanceof Decided decided && decided.verdict() == Verdict.APPROVED) {
            assertThat(results)
                    .isNotEmpty()
                    .allSatisfy(result -> assertThat(result.outcome()).isNotEqualTo(Outcome.ERROR));
        }
    }

    private static RunFixture run(int cases, boolean compared) {
        var run = RunFixture.aRun().withPassRate(0.5).withCases(cases);
        return compared ? run.withBaseline() : run;
    }

    private static dev.belay.gate.decision.domain.Outcome decide(RunFixture run, List<CaseEvaluated> results) {
        return Gate.decide(inputs(run, results));
    }

    private static Inputs inputs(RunFixture run, List<CaseEvaluated> results) {
        return run.inputs(of(Subject.CANDIDATE, results), of(Subject.BASELINE, results));
    }

    private static List<CaseEvaluated> of(Subject subject, List<CaseEvaluated> results) {
        return results.stream().filter(result -> result.subject() == subject).toList();
    }

    private static List<CaseEvaluated> results(int cases, boolean compared, Random random) {
        var results = new ArrayList<CaseEvaluated>();
        for (int i = 0; i < cases; i++) {
            results.add(result(Subject.CANDIDATE, "c" + i, random));
            if (compared) {
                results.add(result(Subject.BASELINE, "c" + i, random));
            }
        }
        return results;
    }

    private static CaseEvaluated result(Subject subject, String caseId, Random random) {
        if (random.nextInt(12) == 0) {
            return lost(RunFixture.result(subject, caseId, 0, Outcome.PASSED));
        }
        var checks = List.of(
                check(Source.MUST_HAVE, "cites", oneIn(10, random), 1),
                check(Source.MUST_NOT, "drug", oneIn(15, random), 1),
                check(Source.CASE, "0", oneIn(4, random), random.nextInt(40) == 0 ? Double.NaN : 1));
        var outcome =
                checks.stream().map(Check::outcome).anyMatch(Outcome.FAILED::equals) ? Outcome.FAILED : Outcome.PASSED;
        return RunFixture.result(subject, caseId, 0, outcome, checks, null, 1000L, new BigDecimal("0.001"));
    }

    private static Outcome oneIn(int n, Random random) {
        return random.nextInt(n) == 0 ? Outcome.FAILED : Outcome.PASSED;
    }

    private static CaseEvaluated lost(CaseEvaluated result) {
        return RunFixture.result(
                result.subject(),
                result.caseId(),
                result.sample(),
                Outcome.ERROR,
                List.of(),
                new Fault("lost", "its lease ran out"),
                null,
                null);
    }
}
