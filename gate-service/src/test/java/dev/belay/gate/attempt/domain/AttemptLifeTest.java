package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptLifeTest {

    private static final String PRODUCTION = "production";
    private static final VersionRef V1 = new VersionRef(1, Digest.of("v1"));
    private static final VersionRef V2 = new VersionRef(2, Digest.of("v2"));
    private static final VersionRef V3 = new VersionRef(3, Digest.of("v3"));

    @Test
    void theFirstVersionIsDecidedAgainstNothing() {
        var opening = AttemptLife.open(proposed(), new Known(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(opening.baseline()).isNull();
        assertThat(opening.baselineDeployment()).isZero();
        assertThat(opening.pointless()).isEmpty();
        assertThat(opening.criteria()).isEqualTo(Digest.of("criteria as proposed"));
        assertThat(opening.suite()).isEqualTo(Digest.of("suite as proposed"));
    }

    @Test
    void anAttemptPinsTheNewestCriteriaAndSuite() {
        var known = new Known(
                Optional.of(Digest.of("newest criteria")),
                Optional.of(Digest.of("newest suite")),
                Optional.of(new Live(7, V1, Set.of())));

        var opening = AttemptLife.open(proposed(), known);

        assertThat(opening.criteria()).isEqualTo(Digest.of("newest criteria"));
        assertThat(opening.suite()).isEqualTo(Digest.of("newest suite"));
        assertThat(opening.baseline()).isEqualTo(V1);
        assertThat(opening.baselineDeployment()).isEqualTo(7);
    }

    @Test
    void aCandidateThatIsLiveLeavesNothingToDecide() {
        assertThat(AttemptLife.open(proposed(), live(new Live(4, V2, Set.of()))).pointless())
                .contains("v2 is live already, as deployment 4: there is nothing to decide");
    }

    @Test
    void aHeldCandidateIsDecidedLikeAnyOther() {
        assertThat(AttemptLife.open(proposed(), live(new Live(4, V1, Set.of(V2.digest()))))
                        .pointless())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EVALUATING, true",
        "IN_REVIEW,  true",
        "APPROVED,   false",
        "REJECTED,   false",
        "WITHDRAWN,  false",
        "OUTDATED,   false",
    })
    void aWithdrawalAfterTheDecisionComesTooLate(State state, boolean withdrawn) {
        var request = new WithdrawalRequested("care/visit-summary", "ch-1", "dev@care.example", "typo");

        assertThat(AttemptLife.on(attempt(state), request))
                .isEqualTo(withdrawn ? new Step.Withdraw("dev@care.example", "typo") : new Step.Stay());
    }

    @Test
    void aCheckThatWasHeldBackIsFinal() {
        var check = new Attempt("care/visit-summary", "ch-1", 1, State.IN_REVIEW, true, V2, 1, true, 0, false);

        assertThat(AttemptLife.on(check, new WithdrawalRequested("care/visit-summary", "ch-1", "a", "b")))
                .isEqualTo(new Step.Stay());
        assertThat(AttemptLife.onApplied(check, "ch-9.1@production", new Live(2, V3, Set.of()), PRODUCTION))
                .isEqualTo(new Step.Stay());
        assertThat(AttemptLife.onReviewOverdue(check, "anyone")).isEqualTo(new Step.Stay());
    }

    @ParameterizedTest
    @CsvSource({
        "EVALUATING, true",
        "IN_REVIEW,  true",
        "APPROVED,   false",
        "REJECTED,   false",
        "WITHDRAWN,  false",
        "OUTDATED,   false",
    })
    void anotherReleaseOutdatesWhatIsUndecided(State state, boolean outdated) {
        var step = AttemptLife.onApplied(attempt(state), "ch-9.1@production", new Live(2, V3, Set.of()), PRODUCTION);

        assertThat(step).isInstanceOf(outdated ? Step.OpenNext.class : Step.Stay.class);
    }

    @Test
    void theReleaseThatItIsDecidedAgainstDoesNotOutdateIt() {
        assertThat(AttemptLife.onApplied(
                        attempt(State.EVALUATING), "ch-0.1@production", new Live(1, V1, Set.of()), PRODUCTION))
                .isEqualTo(new Step.Stay());
    }

    @Test
    void itsOwnPromoteConcludesTheChange() {
        assertThat(AttemptLife.onApplied(
                        attempt(State.APPROVED), "ch-1.1@production", new Live(2, V2, Set.of()), PRODUCTION))
                .isEqualTo(new Step.Conclude());
    }

    @Test
    void aLateCopyOfAnEarlierAttemptsPromoteIsNotItsOwn() {
        var second = new Attempt("care/visit-summary", "ch-1", 2, State.APPROVED, false, V2, 2, false, 0, true);

        assertThat(AttemptLife.on(second, notApplied("ch-1.1@production", Cause.SUPERSEDED), PRODUCTION, false))
                .isEqualTo(new Step.Stay());
        assertThat(AttemptLife.onApplied(second, "ch-1.1@production", new Live(3, V2, Set.of()), PRODUCTION))
                .isEqualTo(new Step.Stay());
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void onlyItsOwnPromotesOutcomeMovesAnApprovedAttempt(Cause cause) {
        var step = AttemptLife.on(attempt(State.APPROVED), notApplied("ch-1.1@production", cause), PRODUCTION, false);

        assertThat(step)
                .isInstanceOf(
                        switch (cause) {
                            case SUPERSEDED, REFUSED -> Step.OpenNext.class;
                            case HELD -> Step.Withdraw.class;
                            case VOID, ALREADY_LIVE -> Step.Stay.class;
                        });
        assertThat(AttemptLife.on(attempt(State.APPROVED), notApplied("ch-2.1@production", cause), PRODUCTION, false))
                .isEqualTo(new Step.Stay());
    }

    @Test
    void aSecondOutcomeOfAReleaseThatAppliedReopensNothing() {
        var deployed = new Attempt("care/visit-summary", "ch-1", 1, State.APPROVED, false, V2, 1, true, 0, true);

        assertThat(AttemptLife.on(deployed, notApplied("ch-1.1@production", Cause.SUPERSEDED), PRODUCTION, false))
                .isEqualTo(new Step.Stay());
    }

    @Test
    void aPromoteRefusedTwiceIsNotTriedForEver() {
        var again = new Attempt("care/visit-summary", "ch-1", 2, State.APPROVED, false, V2, 1, false, 1, true);

        assertThat(AttemptLife.on(again, notApplied("ch-1.2@production", Cause.REFUSED), PRODUCTION, false))
                .isInstanceOf(Step.Withdraw.class);
    }

    @Test
    void aPromoteRefusedByAFreezeIsTriedAgainHoweverOften() {
        var again = new Attempt("care/visit-summary", "ch-1", 3, State.APPROVED, false, V2, 1, false, 1, true);

        assertThat(AttemptLife.on(again, notApplied("ch-1.3@production", Cause.REFUSED), PRODUCTION, true))
                .isInstanceOfSatisfying(
                        Step.OpenNext.class, next -> assertThat(next.why()).isEqualTo(Step.Why.FROZEN));
    }

    @ParameterizedTest
    @CsvSource({
        "EVALUATING, true",
        "IN_REVIEW,  true",
        "APPROVED,   false",
        "REJECTED,   false",
        "WITHDRAWN,  false",
        "OUTDATED,   false",
    })
    void aRollbackElsewhereHasWhatIsNotOnItsWayDecidedAgain(State state, boolean again) {
        assertThat(AttemptLife.onRolledBackElsewhere(attempt(state), rollback("staging")))
                .isInstanceOf(again ? Step.OpenNext.class : Step.Stay.class);
        var waiting = new Attempt("care/visit-summary", "ch-1", 1, State.APPROVED, false, V2, 1, false, 0, false);
        assertThat(AttemptLife.onRolledBackElsewhere(waiting, rollback("staging")))
                .isInstanceOf(Step.OpenNext.class);
    }

    @Test
    void whatWasApprovedBeforeTheNewestRollbackIsNotReleased() {
        var waiting = new Attempt("care/visit-summary", "ch-1", 1, State.APPROVED, false, V2, 1, false, 0, false);

        assertThat(AttemptLife.onRelease(waiting, false)).isInstanceOf(Step.OpenNext.class);
        assertThat(AttemptLife.onRelease(waiting, true)).isEqualTo(new Step.Stay());
        assertThat(AttemptLife.onRelease(attempt(State.APPROVED), false))
                .as("on its way already")
                .isEqualTo(new Step.Stay());
    }

    @Test
    void whatNobodyGoesOnWithIsWithdrawn() {
        assertThat(AttemptLife.onReviewOverdue(attempt(State.IN_REVIEW), "pm@care.example: a trade-off"))
                .isEqualTo(new Step.Withdraw(
                        "belay", "nobody went on with it in time; it waited for pm@care.example: a trade-off"));
        assertThat(AttemptLife.onReviewOverdue(attempt(State.EVALUATING), "")).isEqualTo(new Step.Stay());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void wireNamesAreReadBack(State state) {
        assertThat(State.named(state.wireName())).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "EVALUATING, APPROVED,  true",
        "EVALUATING, REJECTED,  true",
        "EVALUATING, EVALUATING, false",
        "IN_REVIEW,  APPROVED,  true",
        "IN_REVIEW,  REJECTED,  true",
        "IN_REVIEW,  IN_REVIEW, false",
        "IN_REVIEW,  OUTDATED,  true",
        "APPROVED,   OUTDATED,  true",
        "APPROVED,   REJECTED,  false",
        "REJECTED,   APPROVED,  false",
        "WITHDRAWN,  EVALUATING, false",
        "OUTDATED,   APPROVED,  false",
    })
    void anAttemptIsDecidedOnce(State from, State to, boolean may) {
        assertThat(from.mayBecome(to)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "EVALUATING, false, true",
        "IN_REVIEW,  false, true",
        "APPROVED,   false, true",
        "APPROVED,   true,  false",
        "REJECTED,   false, false",
        "WITHDRAWN,  false, false",
    })
    void newCriteriaJudgeWhatIsNotOnItsWayToBeLive(State state, boolean promoted, boolean again) {
        var attempt = new Attempt("care/visit-summary", "ch-1", 1, state, false, V2, 1, false, 0, promoted);
        var criteria = new CriteriaPublished("care/visit-summary", 4, Digest.of("newer"), "pm", "pm");

        assertThat(AttemptLife.onCriteria(attempt, Digest.of("older"), criteria))
                .isEqualTo(
                        again ? new Step.OpenNext("criteria 4 are published", Step.Why.NEW_CRITERIA) : new Step.Stay());
        assertThat(AttemptLife.onCriteria(attempt, Digest.of("newer"), criteria))
                .isEqualTo(new Step.Stay());
    }

    @Test
    void whatIsApprovedAndNotReleasedIsOvertakenLikeAnythingUndecided() {
        var attempt = new Attempt("care/visit-summary", "ch-1", 1, State.APPROVED, false, V2, 1, false, 0, false);

        assertThat(AttemptLife.onApplied(attempt, "ch-9.1@production", new Live(2, V2, Set.of()), PRODUCTION))
                .isInstanceOf(Step.OpenNext.class);
        assertThat(AttemptLife.on(
                        attempt, new WithdrawalRequested("care/visit-summary", "ch-1", "dev@care.example", "typo")))
                .isInstanceOf(Step.Withdraw.class);
    }

    private static Attempt attempt(State state) {
        return new Attempt("care/visit-summary", "ch-1", 1, state, false, V2, 1, false, 0, state == State.APPROVED);
    }

    private static Known live(Live live) {
        return new Known(Optional.empty(), Optional.empty(), Optional.of(live));
    }

    private static ReleaseApplied rollback(String environment) {
        var now = Instant.EPOCH;
        return new ReleaseApplied(
                "care/visit-summary", environment, "rb-1", 7, Kind.ROLLBACK, 3, V1, V3, null, 0, Set.of(), now, now);
    }

    private static ReleaseNotApplied notApplied(String release, Cause cause) {
        return new ReleaseNotApplied(
                "care/visit-summary", PRODUCTION, release, 5, Kind.PROMOTE, cause, 2, "ch-1", 1, "as it says");
    }

    private static ChangeProposed proposed() {
        return new ChangeProposed(
                "care/visit-summary",
                "ch-1",
                V2,
                V1.digest(),
                Digest.of("criteria as proposed"),
                Digest.of("suite as proposed"),
                "dev@care.example",
                "reworded",
                Set.of(),
                false,
                new BigDecimal("2"),
                null,
                null,
                null);
    }
}
