package dev.belay.deployer.domain;

import static dev.belay.contracts.release.DeploymentEvent.Cause.ALREADY_LIVE;
import static dev.belay.contracts.release.DeploymentEvent.Cause.HELD;
import static dev.belay.contracts.release.DeploymentEvent.Cause.REFUSED;
import static dev.belay.contracts.release.DeploymentEvent.Cause.SUPERSEDED;
import static dev.belay.contracts.release.DeploymentEvent.Cause.VOID;
import static dev.belay.deployer.domain.Releases.forged;
import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static dev.belay.deployer.domain.Releases.step;
import static dev.belay.deployer.domain.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.LiveState.Deployed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReleaseProtocolTest {

    private final Replica replica = Replica.fromTheBeginning();

    /** What breaks in the weaker designs of the release protocol's table, each by its shortest trace. */
    @Nested
    class WhatHappensWithoutTheRules {

        @Test
        void expectsAVersionInsteadOfANumber() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(rollback("R1", 1, 2));

            assertNotApplied(replica.reads(promote("P2", 2, 1)), SUPERSEDED);
            assertThat(replica.live()).isEqualTo(1);
        }

        @Test
        void outboxDuplicateReportedSuperseded() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));

            assertNotApplied(replica.reads(promote("P2", 2, 1)), SUPERSEDED);
            assertThat(replica.firstOutcome("P2")).isEqualTo(new Outcome.Applied(2, version(1)));
            assertThat(replica.live()).isEqualTo(2);
        }

        @Test
        void deDuplicationSetNotInBelayLive() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(rollback("R1", 1, 2));
            var restarted = Replica.restartedFrom(replica, 3);

            assertNotApplied(restarted.reads(promote("P2", 2, 1)), SUPERSEDED);
            assertThat(restarted.live()).isEqualTo(1);
            assertThat(restarted.held()).containsExactly(2);
        }

        @Test
        void holdOnlyTheVersionLeft() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            assertNotApplied(replica.reads(promote("P3", 3, 1)), SUPERSEDED);
            replica.reads(rollback("R1", 1, 2));

            assertNotApplied(replica.reads(promote("P3", 3, 1)), SUPERSEDED);
            assertThat(replica.live()).isEqualTo(1);
        }

        @Test
        void everyVersionSinceTheTargetIsHeld() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(promote("P3", 3, 2));
            replica.reads(rollback("R1", 1, 3));

            assertThat(replica.held()).containsExactly(2, 3);
            assertNotApplied(replica.reads(promote("P2.2", 2, 4)), HELD);
            assertNotApplied(replica.reads(promote("P3.2", 3, 4)), HELD);
            assertThat(replica.reads(promote("P4", 4, 4))).isEqualTo(new Outcome.Applied(5, version(1)));
        }

        @Test
        void twoOrdersToV1() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(rollback("R1", 1, 2));

            assertNotApplied(replica.reads(rollback("R2", 1, 2)), VOID);
            assertThat(replica.held()).containsExactly(2);
            assertThat(replica.live()).isEqualTo(1);
        }

        @Test
        void outcomeMatchedByChangeNotByReleaseId() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            assertNotApplied(replica.reads(promote("P3.1", 3, 1)), SUPERSEDED);
            replica.reads(rollback("R1", 1, 2));

            assertNotApplied(replica.reads(promote("P3.1", 3, 1)), SUPERSEDED);
            assertThat(replica.live()).isEqualTo(1);
        }

        @Test
        void noPartitionCheck() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(rollback("R1", 1, 2));
            var before = replica.state();

            assertThat(replica.reads(promote("P3", 3, 3), false)).isEqualTo(new Outcome.Misplaced());
            assertThat(replica.reads(rollback("R2", 2, 3), false)).isEqualTo(new Outcome.Misplaced());
            assertThat(replica.state()).isEqualTo(before);
        }

        @Test
        void rollbackWithoutFromUndoesALaterPromote() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(rollback("R1", 1, 2));
            replica.reads(promote("P3", 3, 3));

            assertNotApplied(replica.reads(rollback("R1", 1, 2)), VOID);
            assertThat(replica.live()).isEqualTo(3);
        }

        @Test
        void rollbackWithoutFromGoesBackTwice() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(promote("P3", 3, 2));
            replica.reads(rollback("R1", 2, 3));

            assertNotApplied(replica.reads(rollback("R2", 1, 3)), VOID);
            assertThat(replica.live()).isEqualTo(2);
        }

        @Test
        void fromMustBeLiveExactly() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(promote("P2", 2, 1));
            replica.reads(promote("P3", 3, 2));

            assertThat(replica.reads(rollback("R1", 1, 2))).isEqualTo(new Outcome.Applied(4, version(3)));
            assertThat(replica.held()).containsExactly(2, 3);
        }

        @Test
        void delayedStepExpectsTheStableVersion() {
            replica.reads(promote("P1", 1, 0));
            replica.reads(step("P2.5", 2, 1, 5));
            replica.reads(rollback("R1", 1, 2));

            assertNotApplied(replica.reads(promote("P2.100", 2, 2)), SUPERSEDED);
            assertThat(replica.live()).isEqualTo(1);
            assertThat(replica.held()).containsExactly(2);
        }

        /** Not in the table: the model reaches it once a rollback may name any target. */
        @Test
        void copyOfARollbackToWhatWasLiveUndoesALaterPromote() {
            replica.reads(promote("P1", 1, 0));
            assertNotApplied(replica.reads(rollback("R1", 1, 1)), ALREADY_LIVE);
            replica.reads(promote("P2", 2, 1));
            var restarted = Replica.restartedFrom(replica, 2);
            restarted.reads(promote("P2", 2, 1));

            assertNotApplied(replica.reads(rollback("R1", 1, 1)), VOID);
            assertNotApplied(restarted.reads(rollback("R1", 1, 1)), VOID);
            assertThat(replica.live()).isEqualTo(2);
            assertThat(replica.held()).isEmpty();
        }

        /** Not in the table: as before, when the target goes live between the refusal and the copy. */
        @Test
        void copyOfARefusedRollbackAppliesLater() {
            replica.reads(promote("P1", 1, 0));
            assertNotApplied(replica.reads(rollback("R1", 2, 1)), REFUSED);
            replica.reads(promote("P2", 2, 1));
            replica.reads(promote("P3", 3, 2));

            assertNotApplied(replica.reads(rollback("R1", 2, 1)), VOID);
            assertThat(replica.live()).isEqualTo(3);
        }
    }

    @Test
    void rollbackToWhatIsLiveChangesAndHoldsNothing() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));

        assertNotApplied(replica.reads(rollback("R1", 2, 2)), ALREADY_LIVE);
        assertThat(replica.held()).isEmpty();
        assertThat(replica.reads(rollback("R2", 1, 2))).isEqualTo(new Outcome.Applied(3, version(2)));
    }

    @Test
    void rollbackToTheStableVersionEndsAStep() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(step("P2.5", 2, 1, 5));
        assertThat(replica.live()).isEqualTo(1);

        assertThat(replica.reads(rollback("R1", 1, 2))).isEqualTo(new Outcome.Applied(3, version(1)));
        assertThat(replica.state().live(Releases.PRODUCTION).candidate()).isNull();
        assertThat(replica.held()).containsExactly(2);
    }

    @Test
    void versionThatAStepReplacedIsHeldToo() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(step("P2.5", 2, 1, 5));
        replica.reads(promote("P3", 3, 2));
        replica.reads(rollback("R1", 1, 3));

        assertThat(replica.held()).containsExactly(2, 3);
    }

    @Test
    void stepsLeadTo100PerCent() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(step("P2.5", 2, 1, 5));
        replica.reads(step("P2.25", 2, 2, 25));
        assertThat(replica.state().live(Releases.PRODUCTION).step()).isEqualTo(25);

        replica.reads(promote("P2.100", 2, 3));
        assertThat(replica.live()).isEqualTo(2);
        assertThat(replica.state().live(Releases.PRODUCTION).history())
                .containsExactly(new Deployed(1, version(1)), new Deployed(4, version(2)));
    }

    @Test
    void stepNeedsALiveVersionForTheRest() {
        assertNotApplied(replica.reads(step("P1.5", 1, 0, 5)), REFUSED);
        assertNotApplied(replica.reads(step("P1.0", 1, 0, 0)), REFUSED);
        assertThat(replica.state().number(Releases.PRODUCTION)).isZero();
    }

    @Test
    void contentThatIsNotTheTargetsIsRefused() {
        assertNotApplied(replica.reads(forged(promote("P1", 1, 0))), REFUSED);
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));

        assertNotApplied(replica.reads(forged(rollback("R1", 1, 2))), REFUSED);
        assertThat(replica.live()).isEqualTo(2);
    }

    @Test
    void rollbackTargetWasLiveThereAndIsNotHeld() {
        assertNotApplied(replica.reads(rollback("R0", 1, 0)), REFUSED);
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(promote("P3", 3, 2));
        assertNotApplied(replica.reads(rollback("R1", 4, 3)), REFUSED);
        replica.reads(rollback("R2", 2, 3));

        assertNotApplied(replica.reads(rollback("R3", 3, 4)), REFUSED);
        assertThat(replica.reads(rollback("R4", 1, 4))).isEqualTo(new Outcome.Applied(5, version(2)));
        assertThat(replica.held()).containsExactly(2, 3);
    }

    @Test
    void aHeldVersionComesBackOnlyByAPromoteThatClearsTheNewestRollback() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(promote("P3", 3, 2));
        replica.reads(rollback("R1", 2, 3));
        replica.reads(rollback("R2", 1, 4));

        assertNotApplied(replica.reads(promote("P3.2", 3, 5)), HELD);
        assertNotApplied(replica.reads(Releases.clearing("P3.3", Releases.PRODUCTION, 3, 5, 100, "R1")), HELD);
        assertThat(replica.reads(Releases.clearing("P3.4", Releases.PRODUCTION, 3, 5, 100, "R2")))
                .isEqualTo(new Outcome.Applied(6, version(1)));
        assertThat(replica.live()).isEqualTo(3);
        assertThat(replica.held()).containsExactly(2);
    }

    @Test
    void whatClearedARollbackLeavesNothingToTheRollbacksBeforeIt() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(rollback("R1", 1, 2));
        replica.reads(Releases.clearing("P2.2", Releases.PRODUCTION, 2, 3, 100, "R1"));

        assertNotApplied(replica.reads(rollback("R0", 1, 3)), VOID);
        assertNotApplied(replica.reads(Releases.clearing("P2.2", Releases.PRODUCTION, 2, 3, 100, "R1")), SUPERSEDED);
        assertThat(replica.reads(rollback("R2", 1, 4))).isEqualTo(new Outcome.Applied(5, version(2)));
        assertNotApplied(replica.reads(Releases.clearing("P2.3", Releases.PRODUCTION, 2, 5, 100, "R1")), HELD);
        assertThat(replica.live()).isEqualTo(1);
    }

    @Test
    void aRollbackElsewhereSinceTheSignOffKeepsAHeldVersionHeldEverywhere() {
        replica.reads(Releases.promote("S1", "staging", 2, 0, 100));
        replica.reads(Releases.promote("S2", "staging", 1, 1, 100));
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(rollback("R1", 1, 2));
        replica.reads(promote("P3", 3, 3));
        replica.reads(rollback("R2", 1, 4));

        assertNotApplied(replica.reads(Releases.clearing("S3", "staging", 2, 2, 100, "R1")), HELD);
        assertThat(Replica.restartedFrom(replica, 8).reads(Releases.clearing("S4", "staging", 2, 2, 100, "R2")))
                .isEqualTo(new Outcome.Applied(3, version(1)));
    }

    @Test
    void copyOfAPromoteThatWasHeldDoesNotApplyOnceTheVersionIsCleared() {
        replica.reads(Releases.promote("S1", "staging", 1, 0, 100));
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(rollback("R1", 1, 2));
        var held = Releases.promote("S2", "staging", 2, 1, 100);
        assertNotApplied(replica.reads(held), HELD);
        replica.reads(Releases.clearing("P2.2", Releases.PRODUCTION, 2, 3, 100, "R1"));

        assertNotApplied(replica.reads(held), HELD);
        assertNotApplied(Replica.restartedFrom(replica, 6).reads(held), HELD);
    }

    @Test
    void aStepOfAHeldVersionClearsTheRollbackAndTheNextStepsNeedNotTo() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(rollback("R1", 1, 2));

        assertNotApplied(replica.reads(step("P2.5", 2, 3, 5)), HELD);
        replica.reads(Releases.clearing("P2.6", Releases.PRODUCTION, 2, 3, 5, "R1"));
        replica.reads(promote("P2.100", 2, 4));
        assertThat(replica.live()).isEqualTo(2);
        assertThat(replica.held()).isEmpty();
    }

    @Test
    void numbersAreOfOneEnvironmentAndHoldsOfAll() {
        replica.reads(Releases.promote("S1", "staging", 1, 0, 100));
        replica.reads(Releases.promote("S2", "staging", 2, 1, 100));
        replica.reads(promote("P1", 1, 0));
        replica.reads(Releases.rollback("SR", "staging", 1, 2));

        assertThat(replica.state().changedAt(3))
                .extracting(LiveEvent::key)
                .containsExactly(Releases.PROMPT + "@production", Releases.PROMPT + "@staging");
        assertNotApplied(replica.reads(promote("P2", 2, 1)), HELD);
        assertThat(replica.state().number("production")).isEqualTo(1);
        assertThat(replica.state().number("staging")).isEqualTo(3);
        assertThat(Replica.restartedFrom(replica, 5).state()).isEqualTo(replica.state());
    }

    /** Rule 8 of the release protocol. */
    @Test
    void promotesBehindAFreezeAreRefusedUntilItIsLiftedAndRollbacksAreNot() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        assertThat(replica.reads(Releases.freeze("F1", 0))).isEqualTo(new Outcome.Applied(1, null));

        assertNotApplied(replica.reads(promote("P3", 3, 2)), REFUSED);
        assertThat(replica.reads(rollback("R1", 1, 2))).isEqualTo(new Outcome.Applied(3, version(2)));
        assertThat(Replica.restartedFrom(replica, 3).state()).isEqualTo(replica.state());

        assertThat(replica.reads(Releases.unfreeze("U1", 1))).isEqualTo(new Outcome.Applied(2, null));
        assertNotApplied(replica.reads(Releases.freeze("F1", 0)), SUPERSEDED);
        assertThat(replica.reads(promote("P3.2", 3, 3))).isEqualTo(new Outcome.Applied(4, version(1)));
    }

    /** Found by the random histories: the first outcome of a release id is final, also once the freeze is lifted. */
    @Test
    void copyOfAPromoteThatAFreezeRefusedNeverApplies() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(Releases.freeze("F1", 0));
        assertNotApplied(replica.reads(promote("P2", 2, 1)), REFUSED);
        replica.reads(Releases.unfreeze("U1", 1));

        assertNotApplied(replica.reads(promote("P2", 2, 1)), REFUSED);
        assertThat(replica.live()).isEqualTo(1);
        assertThat(Replica.restartedFrom(replica, 5).state()).isEqualTo(replica.state());
        assertThat(replica.reads(promote("P2.2", 2, 1))).isEqualTo(new Outcome.Applied(2, version(1)));
    }

    @Test
    void promptThatWasNeverLiveIsFrozenToo() {
        replica.reads(Releases.freeze("F1", 0));

        assertNotApplied(replica.reads(promote("P1", 1, 0)), REFUSED);
        assertThat(Replica.restartedFrom(replica, 1).state()).isEqualTo(replica.state());
    }

    @Test
    void copyOfAnUnfreezeDoesNotLiftALaterFreeze() {
        replica.reads(Releases.freeze("F1", 0));
        replica.reads(Releases.unfreeze("U1", 1));
        replica.reads(Releases.freeze("F2", 2));

        assertNotApplied(replica.reads(Releases.unfreeze("U1", 1)), SUPERSEDED);
        assertThat(replica.state().isFrozen()).isTrue();
    }

    @Test
    void retiredPromptServesNothingAndItsNumberGoesOn() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        assertNotApplied(replica.reads(Releases.retire("X0", Releases.PRODUCTION, 1)), SUPERSEDED);
        assertThat(replica.reads(Releases.retire("X1", Releases.PRODUCTION, 2)))
                .isEqualTo(new Outcome.Applied(3, version(2)));

        assertThat(replica.live()).isNull();
        assertNotApplied(replica.reads(promote("P3", 3, 2)), SUPERSEDED);
        assertNotApplied(replica.reads(rollback("R1", 1, 2)), VOID);
        assertNotApplied(replica.reads(Releases.retire("X1", Releases.PRODUCTION, 2)), SUPERSEDED);
        assertNotApplied(replica.reads(Releases.retire("X2", Releases.PRODUCTION, 3)), REFUSED);
        assertThat(Replica.restartedFrom(replica, 4).state()).isEqualTo(replica.state());
        assertThat(replica.reads(promote("P3.2", 3, 3))).isEqualTo(new Outcome.Applied(4, version(2)));
        assertThat(replica.live()).isEqualTo(3);
    }

    @Test
    void rollbackThatNamesTheRetirementBringsTheVersionBack() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(Releases.retire("X1", Releases.PRODUCTION, 1));

        assertThat(replica.reads(rollback("R1", 1, 2))).isEqualTo(new Outcome.Applied(3, version(1)));
        assertThat(replica.live()).isEqualTo(1);
        assertThat(replica.held()).isEmpty();
    }

    @Test
    void drillNeitherSetsNorSeesHolds() {
        replica.reads(promote("P1", 1, 0));
        replica.reads(promote("P2", 2, 1));
        replica.reads(rollback("R1", 1, 2));
        assertThat(replica.held()).hasSize(1);

        assertThat(replica.reads(Releases.promote("D1", "drill", 1, 0, 100))).isEqualTo(new Outcome.Applied(1, null));
        assertThat(replica.reads(Releases.promote("D2", "drill", 2, 1, 100)))
                .isEqualTo(new Outcome.Applied(2, version(1)));
        assertNotApplied(replica.reads(promote("P3", 2, 3)), Cause.HELD);
        assertThat(replica.reads(Releases.rollback("DR", "drill", 1, 2))).isEqualTo(new Outcome.Applied(3, version(2)));

        assertThat(replica.held()).containsExactly(2);
        assertThat(replica.live()).isEqualTo(1);
        assertNotApplied(replica.reads(Releases.promote("D2", "drill", 2, 1, 100)), SUPERSEDED);
        // A version that only a drill left may go live in earnest.
        assertThat(replica.reads(Releases.promote("D3", "drill", 3, 3, 100)))
                .isEqualTo(new Outcome.Applied(4, version(1)));
        assertThat(replica.reads(Releases.rollback("DR2", "drill", 1, 4)))
                .isEqualTo(new Outcome.Applied(5, version(3)));
        assertThat(replica.reads(promote("P4", 3, 3))).isEqualTo(new Outcome.Applied(4, version(1)));
        assertThat(Replica.restartedFrom(replica, 5).state()).isEqualTo(replica.state());
    }

    private static void assertNotApplied(Outcome outcome, Cause cause) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotApplied.class,
                        notApplied -> assertThat(notApplied.cause()).isEqualTo(cause));
    }
}
