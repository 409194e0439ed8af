package dev.belay.gate.closure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosureTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Closure OPEN = Closure.none("care/letter");

    @Test
    void aRollbackClosesUntilSomebodyReopensAndIsRememberedUntilTheNextPromote() {
        var closed = OPEN.after(applied(Kind.ROLLBACK, 3, null));
        assertThat(closed.isClosed()).isTrue();
        assertThat(closed.why())
                .contains("it is closed since the rollback at 2026-12-01T12:00:00Z by ops@care.example");

        var reopened = closed.reopened();
        assertThat(reopened.why()).isEmpty();
        assertThat(reopened.rollback()).isNotNull();

        assertThat(reopened.after(applied(Kind.PROMOTE, 4, 5)).rollback())
                .as("a step is not all of the traffic")
                .isNotNull();
        assertThat(reopened.after(applied(Kind.PROMOTE, 4, null)).rollback()).isNull();
    }

    @Test
    void anotherRollbackClosesAgain() {
        var reopened = OPEN.after(applied(Kind.ROLLBACK, 3, null)).reopened();

        assertThat(reopened.after(applied(Kind.ROLLBACK, 4, null)).isClosed()).isTrue();
        assertThat(reopened.after(applied(Kind.ROLLBACK, 3, null)).isClosed())
                .as("a copy of the first")
                .isFalse();
    }

    @Test
    void aPromoteFromBeforeTheRollbackOpensNothing() {
        var closed = OPEN.after(applied(Kind.ROLLBACK, 3, null));

        assertThat(closed.after(applied(Kind.PROMOTE, 2, null))).isEqualTo(closed);
    }

    @Test
    void aFreezeIsLiftedByItsOwnAndNotByRollbacksOrPromotes() {
        var frozen = OPEN.after(frozen(1, true));
        assertThat(frozen.why()).contains("it is frozen since 2026-12-01T12:00:00Z by ops@care.example: audit");
        assertThat(frozen.reopened().why()).isPresent();
        assertThat(frozen.after(applied(Kind.PROMOTE, 9, null)).why()).isPresent();
        assertThat(frozen.after(frozen(1, false)).why()).as("a copy").isPresent();
        assertThat(frozen.after(frozen(2, false)).why()).isEmpty();
    }

    /** Whatever comes in whatever order: closed as long as the newest of rollbacks and promotes is a rollback nobody re-opened. */
    @Test
    void lateAndDoubledEventsChangeNothing() {
        var random = new Random(7);
        for (int run = 0; run < 2_000; run++) {
            var kinds = new Kind[8];
            for (int i = 0; i < kinds.length; i++) {
                kinds[i] = random.nextInt(3) == 0 ? Kind.ROLLBACK : Kind.PROMOTE;
            }
            var closure = OPEN;
            int newest = -1;
            int newestRollback = -1;
            for (int step = 0; step < 20; step++) {
                int number = Math.min(newest + 1 + random.nextInt(2), kinds.length - 1)
                        - random.nextInt(2) * random.nextInt(3);
                if (number < 0) {
                    continue;
                }
                closure = closure.after(applied(kinds[number], number, null));
                newest = Math.max(newest, number);
                if (kinds[number] == Kind.ROLLBACK) {
                    newestRollback = Math.max(newestRollback, number);
                }
                if (newest == number && kinds[number] == Kind.ROLLBACK) {
                    assertThat(closure.isClosed()).isTrue();
                }
            }
            if (newest == newestRollback) {
                assertThat(closure.isClosed()).isTrue();
            }
        }
    }

    private static ReleaseApplied applied(Kind kind, long number, @Nullable Integer step) {
        return new ReleaseApplied(
                "care/letter",
                "production",
                "r" + number,
                number,
                kind,
                number,
                new VersionRef(1, Digest.of("v1")),
                null,
                null,
                0,
                Set.of(),
                NOON,
                NOON,
                step,
                kind == Kind.ROLLBACK ? "ops@care.example" : null);
    }

    private static FreezeChanged frozen(long number, boolean frozen) {
        return new FreezeChanged(
                "care/letter", "*", "f" + number, number, number, frozen, "ops@care.example", "audit", NOON);
    }
}
