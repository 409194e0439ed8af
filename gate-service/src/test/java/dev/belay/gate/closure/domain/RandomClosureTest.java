package dev.belay.gate.closure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.domain.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Three changes race with rollbacks, re-openings and each other: the gate hears of every deployment late, promotes lie in the
 * log before and behind rollbacks, and each may come twice.
 */
class RandomClosureTest {

    private static final String PRODUCTION = "production";
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Property(tries = 3000)
    void aClosedPromptReleasesNothingUntilItIsReopenedNorWhatWasDecidedBeforeTheRollback(@ForAll long seed) {
        var race = new Race(new Random(seed));
        for (int i = 0; i < 80; i++) {
            race.happen();
        }
    }

    /**
     * @param expects of a rollback the number that it leaves
     * @param attempt of a promote; absent for a rollback
     */
    private record Order(String release, long expects, Optional<Attempt> attempt) {}

    private static final class Race {

        private final Random random;
        private final List<Attempt> changes = new ArrayList<>();
        private final List<Order> ordered = new ArrayList<>();
        private final Deque<Order> log = new ArrayDeque<>();
        private final Deque<DeploymentEvent> told = new ArrayDeque<>();
        private final Set<String> reopened = new HashSet<>();
        private Closure closure = Closure.none("care/x");
        private long gates;
        private long live;
        private long offset;
        private String newestRollback = "";
        private long rollback;

        Race(Random random) {
            this.random = random;
            for (int i = 0; i < 3; i++) {
                changes.add(attempt("ch-" + i, 1, State.EVALUATING, 0, false, false));
            }
        }

        void happen() {
            switch (random.nextInt(8)) {
                case 0 -> approve(random.nextInt(changes.size()));
                case 1, 2 -> deploy();
                case 3, 4 -> hear();
                case 5 -> rollBack();
                case 6 -> reopen();
                default -> lookAgain();
            }
        }

        private void approve(int change) {
            var attempt = changes.get(change);
            if (attempt.state().isUndecided() && attempt.baselineDeployment() == gates) {
                put(attempt(attempt, State.APPROVED, false, false));
                if (closure.why().isEmpty()) {
                    order(changes.get(change));
                }
            }
        }

        /** As the gate's timers do. */
        private void lookAgain() {
            for (var attempt : List.copyOf(changes)) {
                if (attempt.awaitsRelease() && closure.why().isEmpty()) {
                    order(attempt);
                }
            }
        }

        private void order(Attempt attempt) {
            send(new Order(attempt.release(PRODUCTION), attempt.baselineDeployment(), Optional.of(attempt)));
            put(attempt(attempt, State.APPROVED, true, false));
        }

        private void rollBack() {
            if (live > 0) {
                send(new Order("rb-" + ordered.size(), live, Optional.empty()));
            }
        }

        private void send(Order order) {
            ordered.add(order);
            log.add(order);
            if (random.nextInt(3) == 0) {
                log.add(ordered.get(random.nextInt(ordered.size())));
            }
        }

        private void reopen() {
            if (closure.isClosed()) {
                reopened.add(closure.rollback().release());
                closure = closure.reopened();
            }
        }

        /** As the deployers fold it: a promote expects the number, a rollback only that none after its own was applied. */
        private void deploy() {
            if (log.isEmpty()) {
                return;
            }
            var order = log.poll();
            offset++;
            if (order.attempt().isEmpty()) {
                if (rollback <= order.expects()) {
                    rollback = ++live;
                    newestRollback = order.release();
                    told.add(applied(order, Kind.ROLLBACK, null));
                }
                return;
            }
            var attempt = order.attempt().get();
            if (order.expects() == live) {
                assertThat(newestRollback.isEmpty() || reopened.contains(newestRollback))
                        .as("re-opened after the newest rollback")
                        .isTrue();
                assertThat(attempt.baselineDeployment())
                        .as("decided after the newest rollback")
                        .isGreaterThanOrEqualTo(rollback);
                live++;
                told.add(applied(order, Kind.PROMOTE, attempt.change()));
            } else {
                told.add(new ReleaseNotApplied(
                        "care/x",
                        PRODUCTION,
                        order.release(),
                        offset,
                        Kind.PROMOTE,
                        Cause.SUPERSEDED,
                        live,
                        attempt.change(),
                        attempt.number(),
                        "so"));
            }
        }

        private void hear() {
            switch (told.poll()) {
                case null -> {}
                case ReleaseApplied applied -> {
                    closure = closure.after(applied, true, digest -> Optional.empty());
                    gates = applied.number();
                    var now = new Live(gates, applied.version(), Set.of());
                    for (var attempt : List.copyOf(changes)) {
                        take(attempt, AttemptLife.onApplied(attempt, applied.release(), now, PRODUCTION));
                    }
                }
                case ReleaseNotApplied not ->
                    List.copyOf(changes).stream()
                            .filter(attempt -> attempt.change().equals(not.change()))
                            .forEach(attempt -> take(attempt, AttemptLife.on(attempt, not, PRODUCTION, false)));
                case DeploymentEvent other -> throw new AssertionError(other);
            }
        }

        private void take(Attempt attempt, Step step) {
            switch (step) {
                case Step.Stay() -> {}
                case Step.Conclude() -> {
                    put(attempt(attempt, State.APPROVED, true, true));
                    changes.add(attempt("ch-" + changes.size(), 1, State.EVALUATING, gates, false, false));
                }
                case Step.OpenNext next ->
                    put(attempt(attempt.change(), attempt.number() + 1, State.EVALUATING, gates, false, false));
                case Step.Withdraw withdraw -> throw new AssertionError(withdraw.reason());
            }
        }

        private void put(Attempt attempt) {
            changes.replaceAll(other -> other.change().equals(attempt.change()) ? attempt : other);
        }

        private ReleaseApplied applied(Order order, Kind kind, @Nullable String change) {
            var version = new VersionRef((int) live, Digest.of("v" + live));
            return new ReleaseApplied(
                    "care/x",
                    PRODUCTION,
                    order.release(),
                    offset,
                    kind,
                    live,
                    version,
                    null,
                    change,
                    1,
                    Set.of(),
                    NOON,
                    NOON);
        }

        private static Attempt attempt(Attempt of, State state, boolean promoted, boolean concluded) {
            return attempt(of.change(), of.number(), state, of.baselineDeployment(), promoted, concluded);
        }

        private static Attempt attempt(
                String change, int number, State state, long baseline, boolean promoted, boolean concluded) {
            return new Attempt(
                    "care/x",
                    change,
                    number,
                    state,
                    false,
                    new VersionRef(99, Digest.of(change)),
                    baseline,
                    concluded,
                    0,
                    promoted);
        }
    }
}
