package dev.belay.gate.decision.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.gate.decision.domain.Member.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TogetherRuleTest {

    @ParameterizedTest
    @CsvSource({
        "READY,             PASSED",
        "READY READY,       PASSED",
        "OPEN,              WAITING",
        "READY OPEN,        WAITING",
        "READY WAITS,       WAITING",
        "OPEN WAITS,        WAITING",
        "ENDED,             FAILED",
        "READY ENDED,       FAILED",
        "WAITS ENDED OPEN,  FAILED",
    })
    void allAreReadyOrNoneIsApproved(String standings, Finding.Outcome expected) {
        assertThat(TogetherRule.judge(others(standings)))
                .extracting(ruling -> ruling.finding().outcome())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"OPEN, true", "READY OPEN, true", "WAITS OPEN, false", "READY, false", "OPEN ENDED, false"})
    void onlyWhatPassesByItselfIsWaitedForWithoutTellingAnybody(String standings, boolean expected) {
        assertThat(TogetherRule.passesByItself(others(standings))).isEqualTo(expected);
    }

    @Test
    void whoIsAloneHearsNothingOfIt() {
        assertThat(TogetherRule.judge(List.of())).isEmpty();
        assertThat(verdict("")).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void itIsOneFindingMoreOfADecision() {
        assertThat(verdict("READY")).isEqualTo(Verdict.APPROVED);
        assertThat(verdict("WAITS")).isEqualTo(Verdict.HELD_BACK);
        assertThat(verdict("ENDED")).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void itNamesWhatItWaitsFor() {
        var ruling = TogetherRule.judge(others("READY WAITS")).getFirst();

        assertThat(ruling.finding().summary()).isEqualTo("care/p1 v2 waits");
        assertThat(ruling.settledBy()).contains("what it is released together with: care/p1 v2 waits");
    }

    private static Verdict verdict(String standings) {
        var inputs = RunFixture.aRun()
                .by(RuleSet.NEWEST)
                .withBaseline()
                .withCases(2)
                .baselinePasses(2)
                .candidatePasses(2)
                .with(PeopleFixture.nobodyIsAsked().build())
                .inputs();
        assertThat(inputs.candidateResults()).allMatch(result -> result.outcome() == Outcome.PASSED);
        return ((dev.belay.gate.decision.domain.Outcome.Decided) Gate.decide(inputs.with(others(standings)))).verdict();
    }

    private static List<Member> others(String standings) {
        var each = Arrays.stream(standings.split(" "))
                .filter(word -> !word.isBlank())
                .map(Standing::valueOf)
                .toList();
        return IntStream.range(0, each.size())
                .mapToObj(i -> new Member(
                        "care/p" + i,
                        "ch-" + i,
                        each.get(i),
                        "v2 " + each.get(i).name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
