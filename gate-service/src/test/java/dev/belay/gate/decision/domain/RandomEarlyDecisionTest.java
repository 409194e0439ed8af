package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.check;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.NotYet;
import dev.belay.gate.decision.domain.people.Override;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Over random criteria and runs, with results that arrive in any order. */
class RandomEarlyDecisionTest {

    private static final Set<Rule> COUNTING =
            Set.of(Rule.MUST_NOT, Rule.MUST_HAVE, Rule.QUALITY_THRESHOLD, Rule.EDGE_CASES);

    @Property(tries = 2000)
    void theFirstDecisionIsThatOfTheWholeRunHoweverItGoesOn(
            @ForAll @IntRange(min = 1, max = 6) int cases,
            @ForAll @IntRange(min = 1, max = 5) int samples,
            @ForAll boolean compared,
            @ForAll long seed) {
        var random = new Random(seed);
        var run = run(cases, samples, compared, random);
        var asked = asked(run.inputs());
        Collections.shuffle(asked, random);

        var arrived = new ArrayList<CaseEvaluated>();
        var first = firstOutcome(run, asked, arrived, random);

        if (first instanceof Decided early && early.cancelled() > 0) {
            assertThat(early.verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(verdictOf(decide(run, completed(asked, arrived, RandomEarlyDecisionTest::passed))))
                    .isEqualTo(Verdict.REJECTED);
            assertThat(verdictOf(decide(run, completed(asked, arrived, missing -> any(missing, random)))))
                    .isEqualTo(Verdict.REJECTED);
        }
        var before = arrived.subList(0, arrived.size() - 1);
        if (decide(run, completed(asked, before, RandomEarlyDecisionTest::passed)) instanceof Decided atBest) {
            assertThat(atBest.findings())
                    .as("until its last result the run could still satisfy every rule that counts")
                    .filteredOn(finding -> COUNTING.contains(finding.rule()))
                    .extracting(Finding::outcome)
                    .doesNotContain(Finding.Outcome.FAILED);
        }
    }

    /** Lets results arrive until there is more to say than that some are missing. */
    private static dev.belay.gate.decision.domain.Outcome firstOutcome(
            RunFixture run, List<Place> asked, List<CaseEvaluated> arrived, Random random) {
        dev.belay.gate.decision.domain.Outcome outcome = new NotYet(asked.size());
        for (int i = 0; outcome instanceof NotYet; i++) {
            arrived.add(any(asked.get(i), random));
            outcome = decide(run, arrived);
        }
        return outcome;
    }

    private static @Nullable Verdict verdictOf(dev.belay.gate.decision.domain.Outcome outcome) {
        return outcome instanceof Decided decided ? decided.verdict() : null;
    }

    private static dev.belay.gate.decision.domain.Outcome decide(RunFixture run, List<CaseEvaluated> results) {
        return Gate.decide(run.inputs(of(Subject.CANDIDATE, results), of(Subject.BASELINE, results)));
    }

    private static List<CaseEvaluated> of(Subject subject, List<CaseEvaluated> results) {
        return results.stream().filter(result -> result.subject() == subject).toList();
    }

    private static RunFixture run(int cases, int samples, boolean compared, Random random) {
        var modes = random.nextBoolean() ? List.of(new FailureMode("edge", "is hard", null, 1)) : null;
        var run = RunFixture.aRun()
                .with(new CriteriaDocument(
                        "pm@care.example",
                        List.of(RunFixture.mustHave("cites", oneOf(random, null, 0.5, 0.8))),
                        List.of(RunFixture.DRUG),
                        oneOf(random, 0.0, 0.5, 0.8, 1.0),
                        modes,
                        null,
                        oneOf(random, Regression.STRICT, Regression.CAREFUL)))
                .withSamples(samples)
                .withCase("edge", modes == null ? null : "edge")
                .withCases(cases);
        if (random.nextInt(3) == 0) {
            run.extended(new Extension(List.of("edge"), samples + 2));
        }
        if (random.nextInt(3) == 0) {
            run.with(PeopleFixture.nothingIsAskedAnyMore()
                    .overriding(oneOf(
                            random,
                            override(Rule.MUST_HAVE, "cites"),
                            override(Rule.QUALITY_THRESHOLD, null),
                            override(Rule.NO_REGRESSION, null),
                            override(Rule.EDGE_CASES, "edge")))
                    .build());
        }
        return compared ? run.withBaseline() : run;
    }

    private static Override override(Rule rule, @Nullable String criterion) {
        return new Override("o1", rule, criterion, null, "pm@care.example", "known", RunFixture.NOON.plusSeconds(60));
    }

    private static List<Place> asked(Inputs inputs) {
        var comparison = Comparison.of(inputs);
        return Stream.concat(Stream.of(comparison.candidate()), comparison.baseline().stream())
                .flatMap(side -> side.outputs().stream())
                .map(output -> new Place(output.subject(), output.caseId(), output.sample()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is missing, and what errored and is tried again, comes as {@code next} says. */
    private static List<CaseEvaluated> completed(
            List<Place> asked, List<CaseEvaluated> soFar, Function<Place, CaseEvaluated> next) {
        return IntStream.range(0, asked.size())
                .mapToObj(i -> i < soFar.size() && soFar.get(i).outcome() != Outcome.ERROR
                        ? soFar.get(i)
                        : next.apply(asked.get(i)))
                .toList();
    }

    private static CaseEvaluated passed(Place place) {
        return RunFixture.result(place.subject(), place.caseId(), place.sample(), Outcome.PASSED);
    }

    private static CaseEvaluated any(Place place, Random random) {
        if (random.nextInt(12) == 0) {
            return RunFixture.result(place.subject(), place.caseId(), place.sample(), Outcome.ERROR);
        }
        var checks = List.of(
                check(Source.MUST_HAVE, "cites", oneIn(12, random), 1),
                check(Source.MUST_NOT, "drug", oneIn(60, random), 1),
                check(Source.CASE, "0", oneIn(4, random), random.nextInt(40) == 0 ? Double.NaN : 1));
        var outcome =
                checks.stream().map(Check::outcome).anyMatch(Outcome.FAILED::equals) ? Outcome.FAILED : Outcome.PASSED;
        return RunFixture.result(
                place.subject(), place.caseId(), place.sample(), outcome, checks, null, 1000L, new BigDecimal("0.001"));
    }

    private static Outcome oneIn(int n, Random random) {
        return random.nextInt(n) == 0 ? Outcome.FAILED : Outcome.PASSED;
    }

    @SafeVarargs
    private static <T extends @Nullable Object> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private record Place(Subject subject, String caseId, int sample) {}
}
