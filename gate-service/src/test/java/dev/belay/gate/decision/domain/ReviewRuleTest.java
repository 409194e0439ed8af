package dev.belay.gate.decision.domain;

import static dev.belay.contracts.decision.Finding.Outcome.FAILED;
import static dev.belay.contracts.decision.Finding.Outcome.NEEDS_REVIEW;
import static dev.belay.contracts.decision.Finding.Outcome.NOT_APPLICABLE;
import static dev.belay.contracts.decision.Finding.Outcome.PASSED;
import static dev.belay.gate.decision.domain.PeopleFixture.PM;
import static dev.belay.gate.decision.domain.PeopleFixture.nobodyIsAsked;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.people.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewRuleTest {

    private static final List<String> ALL = cases(20);
    private static final String PAULA = "paula@care.example";

    @Test
    void aChangeOfNeitherToneNorPersonaIsNotReviewed() {
        assertThat(judge(nobodyIsAsked().affecting(Aspect.SAFETY)).outcome()).isEqualTo(NOT_APPLICABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"TONE", "PERSONA"})
    void aChangeOfToneOrPersonaWaitsForAReview(Aspect aspect) {
        var ruling = judge(nobodyIsAsked().affecting(aspect));

        assertThat(ruling.outcome()).isEqualTo(NEEDS_REVIEW);
        assertThat(ruling.settledBy()).contains("pm: review 15 outputs (belay review ch-0000000001)");
        assertThat(ruling.finding().evidence()).hasSize(15);
    }

    @Test
    void anAspectThatThePmTookAwayAsksForNothing() {
        assertThat(judge(nobodyIsAsked().affecting(Aspect.TONE).withoutAgain(Aspect.TONE))
                        .outcome())
                .isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void aCheckAsksNobody() {
        var run = compared(20)
                .asCheck()
                .with(nobodyIsAsked().affecting(Aspect.TONE).build());

        assertThat(judge(run).outcome()).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void theFirstVersionHasNothingToBeShownBeside() {
        var run = aRun().withCases(20)
                .candidatePasses(20)
                .with(nobodyIsAsked().affecting(Aspect.TONE).build());

        assertThat(judge(run).outcome()).isEqualTo(NOT_APPLICABLE);
    }

    @ParameterizedTest
    @CsvSource({"0, PASSED", "1, PASSED", "2, FAILED"})
    void oneOfFifteenMayBeRejected(int rejected, String outcome) {
        var sample = sampled(20);
        var ruling = judge(nobodyIsAsked()
                .affecting(Aspect.TONE)
                .reviewed(PAULA, PM, 0, ALL, sample.subList(0, rejected).toArray(String[]::new)));

        assertThat(ruling.outcome().name()).isEqualTo(outcome);
        assertThat(ruling.finding().numbers()).containsEntry("rejected", (double) rejected);
    }

    @ParameterizedTest
    @CsvSource({"0, PASSED", "1, FAILED"})
    void ofASmallerSampleNoneMayBe(int rejected, String outcome) {
        var small = cases(6);
        var run = compared(6)
                .with(nobodyIsAsked()
                        .affecting(Aspect.TONE)
                        .reviewed(
                                PAULA, PM, 0, small, small.subList(0, rejected).toArray(String[]::new))
                        .build());

        assertThat(judge(run).outcome().name()).isEqualTo(outcome);
    }

    @Test
    void whoAcceptedAControlReviewedNothing() {
        var voided = nobodyIsAsked().affecting(Aspect.TONE).reviewed(PAULA, PM, 1, ALL);
        var ruling = judge(voided);

        assertThat(ruling.outcome()).isEqualTo(NEEDS_REVIEW);
        assertThat(ruling.finding().summary()).contains("void").contains(PAULA);
        assertThat(judge(voided.reviewed(PAULA, PM, 0, ALL)).outcome()).isEqualTo(PASSED);
    }

    @Test
    void anAuthorsOwnReviewDoesNotCount() {
        assertThat(judge(nobodyIsAsked().affecting(Aspect.TONE).by(PAULA).reviewed("Paula@care.example", PM, 0, ALL))
                        .outcome())
                .isEqualTo(NEEDS_REVIEW);
    }

    @ParameterizedTest
    @CsvSource({"SMALL_TEAM, PASSED", "DEDICATED_ML, NEEDS_REVIEW", "REGULATED, NEEDS_REVIEW"})
    void onlyInASmallTeamAnotherEngineerMayReview(Policy policy, String outcome) {
        var ruling = judge(nobodyIsAsked()
                .in(policy)
                .affecting(Aspect.TONE)
                .reviewed("ben@care.example", Set.of(SignOffRole.ENGINEER), 0, ALL));

        assertThat(ruling.outcome().name()).isEqualTo(outcome);
    }

    @Test
    void verdictsByOtherCriteriaDoNotCount() {
        assertThat(judge(nobodyIsAsked()
                                .affecting(Aspect.TONE)
                                .reviewedBy(Digest.of("older criteria"), PAULA, PM, 0, ALL))
                        .outcome())
                .isEqualTo(NEEDS_REVIEW);
    }

    @Test
    void whatIsNotJudgedYetIsStillAskedFor() {
        var sample = sampled(20);
        var ruling = judge(nobodyIsAsked().affecting(Aspect.TONE).reviewed(PAULA, PM, 0, sample.subList(0, 12)));

        assertThat(ruling.settledBy()).contains("pm: review 3 outputs (belay review ch-0000000001)");
    }

    @Test
    void ofTwoVerdictsOnOneOutputTheWorseCounts() {
        var sample = sampled(20);
        var ruling = judge(nobodyIsAsked()
                .affecting(Aspect.TONE)
                .reviewed(PAULA, PM, 0, ALL)
                .reviewed("ralf@care.example", PM, 0, ALL, sample.get(0), sample.get(1)));

        assertThat(ruling.outcome()).isEqualTo(FAILED);
    }

    /** statistics.md, §2: 0 of m. */
    @ParameterizedTest
    @CsvSource({"20, 0.1391", "30, 0.0950", "60, 0.0487", "100, 0.0295", "300, 0.0099"})
    void aCleanSampleStillCannotExclude(int size, double share) {
        assertThat(ReviewRule.notExcludedBy(size)).isCloseTo(share, within(0.00005));
    }

    private static List<String> sampled(int cases) {
        return ReviewRule.sample(
                        compared(cases).comparison(),
                        compared(cases).inputs().change(),
                        nobodyIsAsked().build())
                .stream()
                .map(Output::caseId)
                .toList();
    }

    private static Ruling judge(PeopleFixture people) {
        return judge(compared(20).with(people.build()));
    }

    private static Ruling judge(RunFixture run) {
        var inputs = run.inputs();
        return ReviewRule.judge(Comparison.of(inputs), inputs.change(), inputs.people());
    }

    private static RunFixture compared(int cases) {
        return aRun().withCases(cases).withBaseline().candidatePasses(cases).baselinePasses(cases);
    }

    private static List<String> cases(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }
}
