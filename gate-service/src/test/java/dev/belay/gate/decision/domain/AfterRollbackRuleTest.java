package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.NEEDS_SIGN_OFF;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.contracts.document.CriteriaDocument.SignOffRole.ENGINEER;
import static dev.belay.contracts.document.CriteriaDocument.SignOffRole.PM;
import static dev.belay.gate.decision.domain.PeopleFixture.nobodyIsAsked;
import static dev.belay.gate.decision.domain.RunFixture.NOON;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Outcome.NotYet;
import dev.belay.gate.decision.domain.people.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two cases the second is of an incident; v1 is live, v3 was rolled back, v2 is proposed. */
class AfterRollbackRuleTest {

    private static final String PAULA = "paula@care.example";
    private static final VersionRef V3 = new VersionRef(3, Digest.of("v3"));
    private static final Instant BEFORE = NOON.minusSeconds(60);

    @Test
    void withoutARollbackNothingIsSaidOfIt() {
        assertThat(judge(run(2), nobodyIsAsked(), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 2, PASSED",
        "FAILED, 1, NEEDS_SIGN_OFF",
        "PASSED, 2, NEEDS_SIGN_OFF",
        "ERROR,  2, NEEDS_SIGN_OFF"
    })
    void theIncidentsCaseCountsWhereWhatWasTakenBackFailsItAndTheCandidatePasses(
            Outcome held, int candidatePasses, Finding.Outcome outcome) {
        assertThat(judge(run(candidatePasses), nobodyIsAsked(), first(BEFORE), held(held))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void thePassSaysWhichCaseAndShowsWhatFailedIt() {
        var finding = judge(run(2), nobodyIsAsked(), first(BEFORE), held(Outcome.FAILED))
                .orElseThrow()
                .finding();

        assertThat(finding.summary()).isEqualTo("v3 fails c1, and v2 passes");
        assertThat(finding.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.subject()).isEqualTo(Subject.HELD);
            assertThat(evidence.caseId()).isEqualTo("c1");
        });
    }

    @Test
    void withoutAnIncidentsCaseAPmIsAsked() {
        var without = aRun().withCases(2).withBaseline().candidatePasses(2).baselinePasses(2);
        var ruling = judge(without, nobodyIsAsked(), first(BEFORE)).orElseThrow();

        assertThat(ruling.outcome()).isEqualTo(NEEDS_SIGN_OFF);
        assertThat(ruling.finding().summary()).contains("v3 was rolled back, and no case is of an incident");
        assertThat(ruling.settledBy()).contains("pm: sign off, or let it be (belay sign-off ch-0000000001)");
    }

    @ParameterizedTest
    @CsvSource({"-1, PASSED", "0, NEEDS_SIGN_OFF", "1, NEEDS_SIGN_OFF"})
    void onlyASignOffGivenAfterTheRollbackCounts(long secondsAfterIt, Finding.Outcome outcome) {
        var rolledBack = first(NOON.plusSeconds(secondsAfterIt));

        assertThat(judge(run(2), nobodyIsAsked().signed(PAULA, PM), rolledBack, held(Outcome.PASSED))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"SMALL_TEAM, PASSED", "DEDICATED_ML, NEEDS_SIGN_OFF", "REGULATED, NEEDS_SIGN_OFF"})
    void anEngineerSignsInASmallTeamAlone(Policy policy, Finding.Outcome outcome) {
        var people = nobodyIsAsked().in(policy).signed("ben@care.example", ENGINEER);

        assertThat(judge(run(2), people, first(BEFORE), held(Outcome.PASSED))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void anAuthorsOwnSignOffDoesNotCount() {
        var people = nobodyIsAsked().by(PAULA).signed(PAULA, PM);

        assertThat(judge(run(2), people, first(BEFORE), held(Outcome.PASSED))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(NEEDS_SIGN_OFF);
    }

    @Test
    void aHeldVersionItselfNeedsTheSignOffEvenOnceTheRollbackAsksNothingElse() {
        var held = new RolledBack("rb-1", BEFORE, null, false, true);

        assertThat(judge(run(2), nobodyIsAsked(), held).orElseThrow().outcome()).isEqualTo(NEEDS_SIGN_OFF);
        assertThat(judge(run(2), nobodyIsAsked().signed(PAULA, PM), held)
                        .orElseThrow()
                        .outcome())
                .isEqualTo(PASSED);
    }

    @Test
    void aCheckAsksNobody() {
        assertThat(judge(run(2).asCheck(), nobodyIsAsked(), first(BEFORE), held(Outcome.PASSED))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void theRunIsWaitedForOnThatSideToo() {
        var inputs = run(2).with(nobodyIsAsked().build()).inputs();

        assertThat(Gate.decide(inputs.after(first(BEFORE), List.of()))).isEqualTo(new NotYet(1));
        assertThat(decided(inputs.after(first(BEFORE), List.of(held(Outcome.FAILED)))))
                .isEqualTo(Verdict.APPROVED);
        assertThat(decided(inputs.after(first(BEFORE), List.of(held(Outcome.PASSED)))))
                .isEqualTo(Verdict.HELD_BACK);
    }

    @Test
    void theRulesBeforeSayNothingOfRollbacks() {
        var inputs = run(2).by(RuleSet.WITH_PEOPLE)
                .with(nobodyIsAsked().build())
                .inputs()
                .after(first(BEFORE), List.of(held(Outcome.PASSED)));

        assertThat(((Decided) Gate.decide(inputs)).findings())
                .noneMatch(finding -> finding.rule() == Rule.AFTER_ROLLBACK);
    }

    private static RolledBack first(Instant at) {
        return new RolledBack("rb-1", at, V3, true, false);
    }

    private static RunFixture run(int candidatePasses) {
        return aRun().withCases(1)
                .withIncident("c1")
                .withBaseline()
                .candidatePasses(candidatePasses)
                .baselinePasses(1);
    }

    private static CaseEvaluated[] held(Outcome outcome) {
        return new CaseEvaluated[] {RunFixture.result(Subject.HELD, "c1", 0, outcome)};
    }

    private static Verdict decided(Inputs inputs) {
        return ((Decided) Gate.decide(inputs)).verdict();
    }

    private static Optional<Ruling> judge(
            RunFixture run, PeopleFixture people, @Nullable RolledBack rolledBack, CaseEvaluated... held) {
        var inputs = run.with(people.build()).inputs().after(rolledBack, List.of(held));
        return AfterRollbackRule.judge(Comparison.of(inputs), inputs);
    }
}
