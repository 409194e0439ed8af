package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * One change through random histories: decisions, releases by hand, new criteria, outcomes of its promotes and copies of them,
 * other releases, freezes and withdrawals, in any order.
 */
class RandomHistoryTest {

    private static final String PRODUCTION = "production";
    private static final VersionRef CANDIDATE = new VersionRef(9, Digest.of("v9"));
    private static final VersionRef OTHER = new VersionRef(3, Digest.of("v3"));

    @Property(tries = 500)
    void everyAttemptIsDecidedAtMostOnceAndTheChangeEndsAtMostOnce(@ForAll long seed) {
        var history = new History(new Random(seed));
        for (int i = 0; i < 40; i++) {
            history.happen();
        }

        assertThat(history.ends).hasSizeLessThanOrEqualTo(1);
        assertThat(history.decided).doesNotHaveDuplicates();
        assertThat(history.wentLive).hasSizeLessThanOrEqualTo(1);
        // Design §11, invariant 6: what is live was decided by the criteria that its attempt had pinned, and stays
        // decided.
        assertThat(history.decided).containsAll(history.wentLive);
    }

    private static final class History {

        private final Random random;
        private final List<Integer> decided = new ArrayList<>();
        private final List<Integer> approved = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private final List<Integer> wentLive = new ArrayList<>();
        private Attempt attempt = attempt(1, State.EVALUATING, 0, false, 0);
        private long live;
        private boolean frozen;

        History(Random random) {
            this.random = random;
        }

        void happen() {
            switch (random.nextInt(9)) {
                case 0, 1 -> decide();
                case 2 -> deploy();
                case 3 -> applyOther();
                case 4 -> copyOfAnOutcome();
                case 5 -> releaseByHand();
                case 6 -> publishCriteria();
                case 7 -> frozen = !frozen;
                default ->
                    take(AttemptLife.on(
                            attempt, new WithdrawalRequested("care/x", "ch-1", "dev@care.example", "typo")));
            }
        }

        /** Of one that waits for people, by what they say; that it waits is no decision. */
        private void decide() {
            if (!attempt.state().isUndecided() || attempt.concluded()) {
                return;
            }
            var next = List.of(State.APPROVED, State.APPROVED, State.REJECTED, State.IN_REVIEW)
                    .get(random.nextInt(attempt.state() == State.IN_REVIEW ? 3 : 4));
            if (next != State.IN_REVIEW) {
                decided.add(attempt.number());
            }
            move(next);
            if (next == State.APPROVED && random.nextBoolean()) {
                attempt = attempt(attempt, false);
            }
            if (next == State.APPROVED) {
                approved.add(attempt.number());
            }
            if (next == State.REJECTED) {
                end("rejected");
            }
        }

        /** As the deployer does it: applied if what it expects is live, else superseded; sometimes refused. */
        private void deploy() {
            if (attempt.state() != State.APPROVED || attempt.concluded() || !attempt.promoted()) {
                return;
            }
            if (frozen || random.nextInt(4) == 0) {
                take(AttemptLife.on(attempt, outcome(attempt.number(), Cause.REFUSED), PRODUCTION, frozen));
            } else if (attempt.baselineDeployment() == live) {
                live++;
                wentLive.add(attempt.number());
                take(AttemptLife.onApplied(
                        attempt, attempt.release(PRODUCTION), new Live(live, CANDIDATE, Set.of()), PRODUCTION));
            } else {
                take(AttemptLife.on(attempt, outcome(attempt.number(), Cause.SUPERSEDED), PRODUCTION, frozen));
            }
        }

        private void releaseByHand() {
            if (attempt.awaitsRelease()) {
                attempt = attempt(attempt, true);
            }
        }

        private void publishCriteria() {
            var promoted = attempt.state() == State.APPROVED && attempt.promoted();
            var before = attempt.number();
            take(AttemptLife.onCriteria(
                    attempt,
                    Digest.of("older"),
                    new CriteriaPublished("care/x", 2, Digest.of("newer"), "pm@care.example", "pm@care.example")));
            if (promoted || attempt.concluded()) {
                assertThat(attempt.number())
                        .as("a decision that is on its way or at its end stands")
                        .isEqualTo(before);
            }
        }

        private void applyOther() {
            live++;
            take(AttemptLife.onApplied(
                    attempt, "ch-2." + live + "@production", new Live(live, OTHER, Set.of()), PRODUCTION));
        }

        /** Of a promote that has had its outcome: nothing may come of it. */
        private void copyOfAnOutcome() {
            for (var number : approved) {
                if (number != attempt.number() || attempt.concluded()) {
                    assertThat(AttemptLife.on(attempt, outcome(number, Cause.SUPERSEDED), PRODUCTION, frozen))
                            .isEqualTo(new Step.Stay());
                }
            }
        }

        private void take(Step step) {
            switch (step) {
                case Step.Stay() -> {}
                case Step.Conclude() -> end("approved");
                case Step.Withdraw withdraw -> {
                    move(State.WITHDRAWN);
                    end("withdrawn");
                }
                case Step.OpenNext next -> {
                    move(State.OUTDATED);
                    var refusals = attempt.refusals() + (next.why() == Step.Why.REFUSED ? 1 : 0);
                    attempt = attempt(attempt.number() + 1, State.EVALUATING, live, false, refusals);
                }
            }
        }

        private void move(State next) {
            assertThat(attempt.state().mayBecome(next)).isTrue();
            attempt = attempt(
                    attempt.number(), next, attempt.baselineDeployment(), attempt.concluded(), attempt.refusals());
        }

        private void end(String how) {
            ends.add(how);
            attempt =
                    attempt(attempt.number(), attempt.state(), attempt.baselineDeployment(), true, attempt.refusals());
        }

        private static Attempt attempt(Attempt of, boolean promoted) {
            return new Attempt(
                    of.prompt(),
                    of.change(),
                    of.number(),
                    of.state(),
                    of.check(),
                    of.candidate(),
                    of.baselineDeployment(),
                    of.concluded(),
                    of.refusals(),
                    promoted);
        }

        private static Attempt attempt(int number, State state, long baseline, boolean concluded, int refusals) {
            return new Attempt(
                    "care/x",
                    "ch-1",
                    number,
                    state,
                    false,
                    CANDIDATE,
                    baseline,
                    concluded,
                    refusals,
                    state == State.APPROVED);
        }

        private static ReleaseNotApplied outcome(int number, Cause cause) {
            return new ReleaseNotApplied(
                    "care/x",
                    PRODUCTION,
                    "ch-1." + number + "@production",
                    5,
                    Kind.PROMOTE,
                    cause,
                    2,
                    "ch-1",
                    number,
                    "so");
        }
    }
}
