package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import dev.belay.gate.decision.domain.people.AffectedAspect.Removal;
import dev.belay.gate.decision.domain.people.Override;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.decision.domain.people.Review;
import dev.belay.gate.decision.domain.people.SignOff;
import dev.belay.gate.decision.domain.people.TradeOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Design §11, invariant 5, over random teams that say random things: no change passes rule 7, 8 or 9 without a person of the
 * right role, and nothing that people say undoes a violated must-not.
 */
class RandomPeopleTest {

    private static final List<String> EVERYBODY = List.of("ana", "ben", "paula", "ralf", "olga");
    private static final int CASES = 5;

    @Property(tries = 2_000)
    void noChangeIsApprovedWithoutThePeopleThatItNeeds(@ForAll long seed) {
        var said = people(new Random(seed));
        var inputs = aRun().withCases(CASES)
                .withBaseline()
                .candidatePasses(CASES)
                .baselinePasses(CASES)
                .with(said)
                .inputs();
        var verdict = ((Decided) Gate.decide(inputs)).verdict();

        if (verdict == Verdict.APPROVED && isSigned(said)) {
            assertThat(said.signOffs()).anyMatch(signOff -> counts(signOff, said));
        }
        if (verdict == Verdict.APPROVED && isReviewed(said)) {
            for (int i = 0; i < CASES; i++) {
                var output = Digest.of("reply " + Subject.CANDIDATE + "c" + i + 0);
                assertThat(said.reviews())
                        .filteredOn(review -> counts(review, said))
                        .flatExtracting(Review::verdicts)
                        .filteredOn(judged -> judged.completion().equals(output))
                        .isNotEmpty()
                        .allMatch(Review.Verdict::accepted);
            }
        }
        assertThat(((Decided) Gate.decide(inputs)).verdict()).isEqualTo(verdict);
    }

    @Property(tries = 500)
    void nothingThatIsSaidUndoesAViolatedMustNot(@ForAll long seed) {
        var run = aRun().withCases(2)
                .withBaseline()
                .baselinePasses(2)
                .candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 0))
                .candidate("c1", CaseEvaluated.Outcome.PASSED)
                .with(people(new Random(seed)));

        assertThat(((Decided) Gate.decide(run.inputs())).verdict()).isEqualTo(Verdict.REJECTED);
    }

    private static boolean isSigned(People said) {
        return said.affects(Aspect.SAFETY) || !said.handedOff() || said.policy() == Policy.REGULATED;
    }

    private static boolean isReviewed(People said) {
        return said.affects(Aspect.TONE) || said.affects(Aspect.PERSONA);
    }

    private static boolean counts(SignOff signOff, People said) {
        return !said.authors().contains(signOff.by())
                && mayJudge(signOff.roles(), said)
                && signOff.candidate().equals(Digest.of("v2"))
                && Digest.of("v1").equals(signOff.baseline())
                && signOff.criteria().equals(Digest.of("criteria"));
    }

    private static boolean counts(Review review, People said) {
        return !said.authors().contains(review.by())
                && mayJudge(review.roles(), said)
                && review.controlsAccepted() == 0
                && review.criteria().equals(Digest.of("criteria"));
    }

    private static boolean mayJudge(Set<SignOffRole> roles, People said) {
        return said.policy() == Policy.SMALL_TEAM ? !roles.isEmpty() : roles.contains(SignOffRole.PM);
    }

    private static People people(Random random) {
        return new People(
                Set.copyOf(some(EVERYBODY, random, 2)),
                aspects(random),
                Policy.values()[random.nextInt(3)],
                random.nextBoolean(),
                Map.of("c1", random.nextDouble()),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> review(i, random))
                        .toList(),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> signOff(random))
                        .toList(),
                List.of(new TradeOff("latencyIncrease", "paula", random.nextBoolean(), "so")),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> override(i, random))
                        .toList(),
                null);
    }

    private static List<AffectedAspect> aspects(Random random) {
        var aspects = new ArrayList<AffectedAspect>();
        for (var aspect : Aspect.values()) {
            if (random.nextInt(3) == 0) {
                var removal = random.nextInt(3) == 0 ? new Removal("paula", "no") : null;
                aspects.add(new AffectedAspect(aspect, By.values()[random.nextInt(3)], "why", removal));
            }
        }
        return aspects;
    }

    private static Review review(int number, Random random) {
        return new Review(
                "r" + number,
                one(EVERYBODY, random),
                roles(random),
                Digest.of(random.nextInt(5) == 0 ? "older criteria" : "criteria"),
                RunFixture.NOON,
                10,
                1,
                random.nextInt(4) == 0 ? 1 : 0,
                IntStream.range(0, CASES)
                        .filter(i -> random.nextInt(8) > 0)
                        .mapToObj(i -> new Review.Verdict(
                                Digest.of("reply " + Subject.CANDIDATE + "c" + i + 0), random.nextInt(10) > 0))
                        .toList());
    }

    private static SignOff signOff(Random random) {
        return new SignOff(
                one(EVERYBODY, random),
                roles(random),
                Digest.of(random.nextInt(5) == 0 ? "v3" : "v2"),
                random.nextInt(5) == 0 ? null : Digest.of("v1"),
                Digest.of(random.nextInt(5) == 0 ? "older criteria" : "criteria"),
                RunFixture.NOON);
    }

    private static Override override(int number, Random random) {
        var rule = Rule.values()[random.nextInt(Rule.values().length)];
        return new Override(
                "ov-" + number,
                rule,
                rule == Rule.MUST_NOT ? "drug" : null,
                null,
                "paula",
                "so",
                RunFixture.NOON.plus(Duration.ofDays(1)));
    }

    private static Set<SignOffRole> roles(Random random) {
        var roles = EnumSet.noneOf(SignOffRole.class);
        roles.addAll(some(List.of(SignOffRole.values()), random, 2));
        return roles;
    }

    private static <T> List<T> some(List<T> all, Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> one(all, random))
                .distinct()
                .toList();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
