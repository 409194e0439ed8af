package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.PeopleFixture.nobodyIsAsked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.people.Override;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettledTest {

    @ParameterizedTest
    @CsvSource({"true, PASSED", "false, FAILED"})
    void aTradeOffIsThePms(boolean accepted, Outcome outcome) {
        var people = nobodyIsAsked().weighed("latencyIncrease", accepted);
        var settled = settle(finding(Rule.CEILINGS, Outcome.NEEDS_TRADE_OFF, "latencyIncrease"), people);

        assertThat(settled.outcome()).isEqualTo(outcome);
        assertThat(settled.finding().summary()).contains("pm@care.example").contains("as we said");
    }

    @Test
    void oneOfAnotherCeilingSettlesNothing() {
        var people = nobodyIsAsked().weighed("costIncrease", true);

        assertThat(settle(finding(Rule.CEILINGS, Outcome.NEEDS_TRADE_OFF, "latencyIncrease"), people)
                        .outcome())
                .isEqualTo(Outcome.NEEDS_TRADE_OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "MUST_NOT,          FAILED",
        "MUST_HAVE,         PASSED",
        "NO_REGRESSION,     PASSED",
        "QUALITY_THRESHOLD, PASSED",
        "EDGE_CASES,        PASSED",
        "CEILINGS,          PASSED",
        "REVIEW,            FAILED",
        "SIGN_OFF,          FAILED",
        "FOUR_EYES,         FAILED"
    })
    void anOverrideIsNeverOfAMustNotNorOfAPersonsJudgement(Rule rule, Outcome outcome) {
        var people = nobodyIsAsked().overriding(override(rule, "x", null, 1));

        assertThat(settle(finding(rule, Outcome.FAILED, "x"), people).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "x, ,              1,  PASSED",
        "x, ch-0000000001, 1,  PASSED",
        "x, ch-0000000002, 1,  FAILED",
        "y, ,              1,  FAILED",
        "x, ,              0,  FAILED",
        "x, ,              -1, FAILED"
    })
    void anOverrideCoversOneFindingOfOneChangeOrAllUntilItEnds(
            String criterion, @Nullable String change, int days, Outcome outcome) {
        var people = nobodyIsAsked().overriding(override(Rule.EDGE_CASES, criterion, change, days));

        assertThat(settle(finding(Rule.EDGE_CASES, Outcome.FAILED, "x"), people).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void whatWasOverriddenSaysSoForEver() {
        var people = nobodyIsAsked().overriding(override(Rule.EDGE_CASES, "x", null, 1));

        assertThat(settle(finding(Rule.EDGE_CASES, Outcome.INCONCLUSIVE, "x"), people)
                        .finding()
                        .summary())
                .isEqualTo(
                        "x: as measured; overridden by pm@care.example until 2026-11-23T12:00:00Z (ov-1): being rewritten");
    }

    private static Ruling settle(Ruling ruling, PeopleFixture people) {
        return Settled.of(ruling, people.build(), "ch-0000000001", RunFixture.NOON);
    }

    private static Ruling finding(Rule rule, Outcome outcome, String criterion) {
        return Ruling.open(
                new Finding(rule, outcome, criterion, criterion + ": as measured", Map.of(), List.of()), "somebody");
    }

    private static Override override(Rule rule, String criterion, @Nullable String change, int days) {
        return new Override(
                "ov-1",
                rule,
                criterion,
                change,
                "pm@care.example",
                "being rewritten",
                RunFixture.NOON.plus(Duration.ofDays(days)));
    }
}
