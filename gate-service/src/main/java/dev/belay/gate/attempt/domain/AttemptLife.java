package dev.belay.gate.attempt.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.util.Optional;

/** The rules by which a change goes from attempt to attempt (release protocol, rules 7 and 8). */
public final class AttemptLife {

    /** Who withdraws when no person does. */
    public static final String BELAY = "belay";

    private static final Step STAY = new Step.Stay();

    private AttemptLife() {}

    /**
     * Each attempt pins the newest criteria and suite. There is nothing to decide for a candidate that is live already; one that
     * is held since it was rolled back from is decided, and waits for a person whatever the evals say.
     */
    public static Opening open(ChangeProposed change, Known known) {
        return new Opening(
                known.live().map(Live::version).orElse(null),
                known.live().map(Live::number).orElse(0L),
                known.criteria().orElse(change.criteria()),
                known.suite().orElse(change.suite()),
                known.live().flatMap(live -> pointless(change, live)));
    }

    private static Optional<String> pointless(ChangeProposed change, Live live) {
        var candidate = change.candidate();
        if (live.version().digest().equals(candidate.digest())) {
            return Optional.of("%s is live already, as deployment %d: there is nothing to decide"
                    .formatted(candidate, live.number()));
        }
        return Optional.empty();
    }

    /** A request that comes after the decision comes too late. */
    public static Step on(Attempt attempt, WithdrawalRequested request) {
        return isUndecided(attempt) || attempt.awaitsRelease()
                ? new Step.Withdraw(request.by(), request.reason())
                : STAY;
    }

    /** {@code release} made {@code live} live. */
    public static Step onApplied(Attempt attempt, String release, Live live, String environment) {
        if (release.equals(attempt.release(environment))) {
            return isPromoted(attempt) ? new Step.Conclude() : STAY;
        }
        if ((isUndecided(attempt) || attempt.awaitsRelease()) && live.number() != attempt.baselineDeployment()) {
            return new Step.OpenNext(
                    "%s went live as deployment %d while the attempt was decided against deployment %d"
                            .formatted(live.version(), live.number(), attempt.baselineDeployment()),
                    Step.Why.OVERTAKEN);
        }
        return STAY;
    }

    /**
     * A rollback in another environment changes no number in this one; all the same, what is not on its way yet is decided again,
     * by what the rollback asks.
     */
    public static Step onRolledBackElsewhere(Attempt attempt, ReleaseApplied rollback) {
        return isUndecided(attempt) || attempt.awaitsRelease()
                ? new Step.OpenNext(
                        "%s was rolled back to in %s, as deployment %d"
                                .formatted(rollback.version(), rollback.environment(), rollback.number()),
                        Step.Why.ROLLED_BACK)
                : STAY;
    }

    /**
     * What is about to be released must have met what the newest rollback asks.
     *
     * @param decided whether its decision says so
     */
    public static Step onRelease(Attempt attempt, boolean decided) {
        return decided || !attempt.awaitsRelease()
                ? STAY
                : new Step.OpenNext("it was approved before the newest rollback", Step.Why.ROLLED_BACK);
    }

    /**
     * New criteria judge what is undecided, and what is approved and not live yet, from the replies that are recorded. What is
     * decided keeps its record.
     *
     * @param pinned what the attempt is decided by
     */
    public static Step onCriteria(Attempt attempt, Digest pinned, CriteriaPublished criteria) {
        return (isUndecided(attempt) || attempt.awaitsRelease()) && !pinned.equals(criteria.digest())
                ? new Step.OpenNext("criteria %d are published".formatted(criteria.number()), Step.Why.NEW_CRITERIA)
                : STAY;
    }

    /**
     * The first outcome of a release id counts: it moves the attempt on, so that a second one no longer meets it.
     *
     * @param frozen whether the prompt is frozen, which is why its promotes are refused: the next attempt waits for its end
     */
    public static Step on(Attempt attempt, ReleaseNotApplied outcome, String environment, boolean frozen) {
        if (!isPromoted(attempt) || !outcome.release().equals(attempt.release(environment))) {
            return STAY;
        }
        return switch (outcome.cause()) {
            case SUPERSEDED -> new Step.OpenNext("superseded: " + outcome.reason(), Step.Why.OVERTAKEN);
            case HELD -> new Step.Withdraw(BELAY, held(attempt.candidate().toString()));
            case REFUSED ->
                frozen
                        ? new Step.OpenNext("refused: " + outcome.reason(), Step.Why.FROZEN)
                        : attempt.refusals() == 0
                                ? new Step.OpenNext("refused: " + outcome.reason(), Step.Why.REFUSED)
                                : new Step.Withdraw(BELAY, "refused again: " + outcome.reason());
            case VOID, ALREADY_LIVE -> STAY;
        };
    }

    /**
     * As {@link #on}, of a change that was approved together with others: those of them that went live go back, so that it ends
     * instead of going on alone.
     */
    public static Step onGrouped(Attempt attempt, ReleaseNotApplied outcome, String environment, boolean frozen) {
        return on(attempt, outcome, environment, frozen) instanceof Step.OpenNext next
                ? new Step.Withdraw(
                        BELAY, next.reason() + "; what it was approved together with goes back: publish them again")
                : on(attempt, outcome, environment, frozen);
    }

    public static Step onReviewOverdue(Attempt attempt, String waitedFor) {
        return attempt.state() == State.IN_REVIEW && !attempt.concluded()
                ? new Step.Withdraw(BELAY, "nobody went on with it in time; it waited for " + waitedFor)
                : STAY;
    }

    /** Overtaken so often that the prompt is kept for this change for a while, or it might never be decided in time. */
    public static boolean reserves(int attempt, Step.Why why) {
        return attempt >= 3 && why == Step.Why.OVERTAKEN;
    }

    private static boolean isUndecided(Attempt attempt) {
        return attempt.state().isUndecided() && !attempt.concluded();
    }

    private static boolean isPromoted(Attempt attempt) {
        return attempt.state() == State.APPROVED && !attempt.check() && !attempt.concluded() && attempt.promoted();
    }

    private static String held(String candidate) {
        return candidate
                + " is held since it was rolled back from, and a rollback came after its sign-off: publish it again";
    }
}
