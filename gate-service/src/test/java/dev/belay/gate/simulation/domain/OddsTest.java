package dev.belay.gate.simulation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OddsTest {

    private static final CriteriaDocument CRITERIA = new CriteriaDocument(
            "pm@care.example", List.of(new MustHave("kind", "is kind", null, null)), null, null, null, null, null);
    private static final List<SuiteCase> SUITE = List.of(new SuiteCase("a", null), new SuiteCase("b", null));

    @Test
    void aCaseThatPassedOnceIsNotTakenToPassAlways() {
        var odds = Odds.of(CRITERIA, SUITE, List.of(result("a", "1", true, true), result("b", "2", true, true)), 0.5);

        double mean = 2.5 / 3;
        assertThat(odds.cases())
                .extracting(Odds.OfCase::passes)
                .allSatisfy(passes -> assertThat(passes).isEqualTo((1 + 2 * mean) / 3, within(1e-12)));
        assertThat(odds.recordedCases()).isEqualTo(2);
        assertThat(odds.spent()).hasSize(2).containsOnly(new Odds.Spent(900, new BigDecimal("0.01")));
    }

    @Test
    void aReplyThatTwoRunsUsedCountsOnce() {
        var odds = Odds.of(
                CRITERIA,
                SUITE,
                List.of(result("a", "1", true, true), result("a", "1", true, true), result("a", "2", false, true)),
                0.5);

        assertThat(odds.cases().getFirst().recorded()).isEqualTo(2);
        assertThat(odds.cases().get(1).recorded()).isZero();
        assertThat(odds.cases().get(1).passes()).as("the suite's mean").isEqualTo(1.5 / 3);
    }

    @Test
    void criteriaHaveOddsOfTheirOwn() {
        var odds = Odds.of(CRITERIA, SUITE, List.of(result("a", "1", true, false), result("b", "2", true, true)), 0.5);

        assertThat(odds.misses()).containsEntry("kind", 0.5);
        assertThat(odds.cases().getFirst().passes()).isEqualTo((1 + 2 * 2.5 / 3) / 3, within(1e-12));
    }

    @Test
    void withoutAnythingRecordedTheAssumptionHolds() {
        var odds = Odds.of(CRITERIA, SUITE, List.of(), 0.97);

        assertThat(odds.cases()).extracting(Odds.OfCase::passes).containsOnly(0.97);
        assertThat(odds.spent()).hasSize(1);
    }

    private static CaseEvaluated result(String id, String reply, boolean own, boolean kind) {
        return new CaseEvaluated(
                Digest.of(id + reply),
                "run.1",
                "care/x",
                Subject.BASELINE,
                id,
                0,
                own && kind ? Outcome.PASSED : Outcome.FAILED,
                List.of(
                        new Check(
                                Source.MUST_HAVE,
                                "kind",
                                "llm-rubric",
                                kind ? Outcome.PASSED : Outcome.FAILED,
                                kind ? 1 : 0,
                                null),
                        new Check(
                                Source.CASE,
                                "0",
                                "contains",
                                own ? Outcome.PASSED : Outcome.FAILED,
                                own ? 1 : 0,
                                null)),
                null,
                Digest.of(reply),
                900L,
                new BigDecimal("0.01"),
                1,
                1,
                true);
    }
}
