package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.NEEDS_SIGN_OFF;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.contracts.decision.Finding.Outcome.WAITING;
import static dev.belay.contracts.document.CriteriaDocument.SignOffRole.ENGINEER;
import static dev.belay.contracts.document.CriteriaDocument.SignOffRole.OPS;
import static dev.belay.contracts.document.CriteriaDocument.SignOffRole.PM;
import static dev.belay.gate.decision.domain.PeopleFixture.nobodyIsAsked;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.people.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 8 and 9, which judge the same sign-offs. */
class SignOffRuleTest {

    private static final String PAULA = "paula@care.example";

    @Test
    void aHandedOffPromptsHarmlessChangeIsNotSigned() {
        assertThat(judge(nobodyIsAsked()).outcome()).isEqualTo(NOT_APPLICABLE);
        assertThat(fourEyes(nobodyIsAsked())).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void aSafetyAdjacentChangeWaitsWhateverTheEvalsSay() {
        var people = nobodyIsAsked().affecting(Aspect.SAFETY);

        assertThat(judge(people).outcome()).isEqualTo(NEEDS_SIGN_OFF);
        assertThat(judge(people).settledBy()).contains("pm: sign off, or let it be (belay sign-off ch-0000000001)");
        assertThat(fourEyes(people)).isEqualTo(WAITING);
    }

    @Test
    void soDoesEveryChangeBeforeTheHandOff() {
        assertThat(judge(nobodyIsAsked().ownedByThePm()).outcome()).isEqualTo(NEEDS_SIGN_OFF);
    }

    @Test
    void soDoesTheFirstVersion() {
        var inputs = aRun().withCases(1)
                .candidatePasses(1)
                .with(nobodyIsAsked().build())
                .inputs();

        assertThat(SignOffRule.judge(Comparison.of(inputs), inputs.change(), inputs.people())
                        .outcome())
                .isEqualTo(NEEDS_SIGN_OFF);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void onlyARegulatedTeamSignsEveryChange(Policy policy) {
        assertThat(judge(nobodyIsAsked().in(policy)).outcome())
                .isEqualTo(policy == Policy.REGULATED ? NEEDS_SIGN_OFF : NOT_APPLICABLE);
    }

    @Test
    void aPmsSignOffSettlesIt() {
        var people = nobodyIsAsked().affecting(Aspect.SAFETY).signed(PAULA, PM);

        assertThat(judge(people).outcome()).isEqualTo(PASSED);
        assertThat(fourEyes(people)).isEqualTo(PASSED);
    }

    @Test
    void anAuthorNeverSigns() {
        var people = nobodyIsAsked().affecting(Aspect.SAFETY).by(PAULA).signed(PAULA, PM);

        assertThat(judge(people).outcome()).isEqualTo(NEEDS_SIGN_OFF);
        assertThat(fourEyes(people)).isEqualTo(WAITING);
    }

    @ParameterizedTest
    @CsvSource({"v2, criteria, PASSED", "v3, criteria, NEEDS_SIGN_OFF", "v2, other criteria, NEEDS_SIGN_OFF"})
    void aSignOffIsForOneCandidateAndCriteria(String candidate, String criteria, Finding.Outcome outcome) {
        assertThat(judge(nobodyIsAsked().affecting(Aspect.SAFETY).signed(PAULA, candidate, criteria, PM))
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"SMALL_TEAM, PASSED", "DEDICATED_ML, NEEDS_SIGN_OFF", "REGULATED, NEEDS_SIGN_OFF"})
    void aTeamWithOnePmIsNotDeadlocked(Policy policy, Finding.Outcome outcome) {
        var byThePm = nobodyIsAsked().in(policy).by(PAULA).affecting(Aspect.SAFETY);

        assertThat(judge(byThePm.signed("ben@care.example", ENGINEER)).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void severalRolesTakeAPersonEach() {
        var one = nobodyIsAsked().affecting(Aspect.SAFETY).signed(PAULA, PM, OPS);

        assertThat(judge(one, PM, OPS).outcome()).isEqualTo(NEEDS_SIGN_OFF);
        assertThat(judge(one.signed("olga@care.example", OPS), PM, OPS).outcome())
                .isEqualTo(PASSED);
    }

    @Test
    void whoStandsForWhichRoleIsChosenWell() {
        var people =
                nobodyIsAsked().affecting(Aspect.SAFETY).signed(PAULA, PM, OPS).signed("ralf@care.example", PM);

        assertThat(judge(people, PM, OPS).outcome()).isEqualTo(PASSED);
    }

    private static Ruling judge(PeopleFixture people, SignOffRole... roles) {
        var criteria = new CriteriaDocument(
                "pm@care.example",
                List.of(RunFixture.CITES),
                List.of(RunFixture.DRUG),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(roles),
                null,
                null);
        var inputs = aRun().with(criteria)
                .withCases(2)
                .withBaseline()
                .candidatePasses(2)
                .baselinePasses(2)
                .with(people.build())
                .inputs();
        return SignOffRule.judge(Comparison.of(inputs), inputs.change(), inputs.people());
    }

    private static Finding.Outcome fourEyes(PeopleFixture people) {
        return FourEyesRule.judge(people.build(), List.of(judge(people))).outcome();
    }
}
