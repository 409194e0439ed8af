package dev.belay.gate.closure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Closure OPEN = Closure.none("care/letter");
    private static final Function<Digest, Optional<VersionRef>> UNKNOWN = digest -> Optional.empty();
    private static final VersionRef V1 = version(1);
    private static final VersionRef V2 = version(2);
    private static final VersionRef V3 = version(3);

    @Test
    void aRollbackClosesUntilSomebodyReopensAndIsRememberedUntilTheNextPromote() {
        var closed = OPEN.after(applied(Kind.ROLLBACK, 3, null), true, UNKNOWN);
        assertThat(closed.isClosed()).isTrue();
        assertThat(closed.why())
                .contains("it is closed since the rollback at 2026-12-01T12:00:00Z by ops@care.example");

        var reopened = closed.reopened();
        assertThat(reopened.why()).isEmpty();
        assertThat(reopened.rollback()).isNotNull();

        assertThat(reopened.after(applied(Kind.PROMOTE, 4, 5), true, UNKNOWN).asksOf(V1))
                .as("a step is not all of the traffic")
                .isPresent();
        assertThat(reopened.after(applied(Kind.PROMOTE, 4, null), true, UNKNOWN).asksOf(V1))
                .isEmpty();
    }

    @Test
    void anotherRollbackClosesAgain() {
        var reopened =
                OPEN.after(applied(Kind.ROLLBACK, 3, null), true, UNKNOWN).reopened();

        assertThat(reopened.after(applied(Kind.ROLLBACK, 4, null), true, UNKNOWN)
                        .isClosed())
                .isTrue();
        assertThat(reopened.after(applied(Kind.ROLLBACK, 3, null), true, UNKNOWN)
                        .isClosed())
                .as("a copy of the first")
                .isFalse();
    }

    @Test
    void aPromoteFromBeforeTheRollbackOpensNothing() {
        var closed = OPEN.after(applied(Kind.ROLLBACK, 3, null), true, UNKNOWN);

        assertThat(closed.after(applied(Kind.PROMOTE, 2, null), true, UNKNOWN)).isEqualTo(closed);
        assertThat(closed.after(applied(Kind.PROMOTE, 4, null), true, UNKNOWN).isClosed())
                .as("one that nobody re-opened it for")
                .isTrue();
    }

    @Test
    void whatWasTakenBackIsComparedWithUntilTheFirstPromoteAndIsHeldAfterIt() {
        var reopened =
                OPEN.after(rolledBack("production", V2, V2), true, UNKNOWN).reopened();
        assertThat(reopened.toCompareWith(V3)).contains(V2);
        assertThat(reopened.toCompareWith(V2)).as("itself").isEmpty();

        var over = reopened.after(promoted(4, V3, V2), true, UNKNOWN);
        assertThat(over.toCompareWith(V1)).isEmpty();
        assertThat(over.asksOf(V1)).isEmpty();
        assertThat(over.asksOf(V2)).isPresent();
        assertThat(over.toClear(V2)).contains("r3");
        assertThat(over.toClear(V1)).isEmpty();

        var cleared = over.after(promoted(5, V2), true, UNKNOWN);
        assertThat(cleared.toClear(V2)).isEmpty();
        assertThat(cleared.asksOf(V2)).isEmpty();
    }

    @Test
    void whatAStepHadMadeLiveIsWhatWasTakenBack() {
        var stepped = rolledBack("production", V1, V2);

        assertThat(OPEN.after(stepped, true, digest -> Optional.of(V2)).toCompareWith(V3))
                .contains(V2);
        assertThat(OPEN.after(stepped, true, UNKNOWN).toCompareWith(V3)).isEmpty();
    }

    @Test
    void aRollbackElsewhereClosesAndAPromoteElsewhereEndsNothing() {
        var reopened = OPEN.after(rolledBack("staging", V2, V2), false, UNKNOWN).reopened();

        assertThat(reopened.rollback()).isNotNull();
        assertThat(reopened.after(promoted(4, V3, V2), false, UNKNOWN).asksOf(V1))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drill", "drill-7"})
    void aRehearsalSaysNothingOfThePrompt(String environment) {
        assertThat(OPEN.after(rolledBack(environment, V2, V2), false, UNKNOWN)).isEqualTo(OPEN);
    }

    @Test
    void aFreezeIsLiftedByItsOwnAndNotByRollbacksOrPromotes() {
        var frozen = OPEN.after(frozen(1, true));
        assertThat(frozen.why()).contains("it is frozen since 2026-12-01T12:00:00Z by ops@care.example: audit");
        assertThat(frozen.reopened().why()).isPresent();
        assertThat(frozen.after(applied(Kind.PROMOTE, 9, null), true, UNKNOWN).why())
                .isPresent();
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
                closure = closure.after(applied(kinds[number], number, null), true, UNKNOWN);
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

    private static ReleaseApplied rolledBack(String environment, VersionRef left, VersionRef... held) {
        return applied(environment, Kind.ROLLBACK, 3, V1, left, null, held);
    }

    private static ReleaseApplied promoted(long number, VersionRef version, VersionRef... held) {
        return applied("production", Kind.PROMOTE, number, version, V1, null, held);
    }

    private static VersionRef version(int number) {
        return new VersionRef(number, Digest.of("v" + number));
    }

    private static ReleaseApplied applied(Kind kind, long number, @Nullable Integer step) {
        return applied("production", kind, number, V1, null, step);
    }

    private static ReleaseApplied applied(
            String environment,
            Kind kind,
            long number,
            VersionRef version,
            @Nullable VersionRef left,
            @Nullable Integer step,
            VersionRef... held) {
        return new ReleaseApplied(
                "care/letter",
                environment,
                "r" + number,
                number,
                kind,
                number,
                version,
                left,
                null,
                0,
                Arrays.stream(held).map(VersionRef::digest).collect(Collectors.toSet()),
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
