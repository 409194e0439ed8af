package dev.belay.deployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Whatever the log says, in whatever state a replica crashes. The oracles here know outcomes only, not the fold. */
class RandomHistoryTest {

    private static final int TRIES = 2000;

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, List<Went>> went = new HashMap<>();
    private @Nullable String newestRollback;

    /** A version that went live, at 100 % or by a step. */
    private record Went(long number, VersionRef version, boolean wholly) {}

    @BeforeTry
    void forget() {
        numbers.clear();
        went.clear();
        newestRollback = null;
    }

    @Provide
    Arbitrary<List<Histories.Entry>> histories() {
        return Histories.any();
    }

    @Provide
    Arbitrary<Integer> versions() {
        return Arbitraries.integers().between(1, 6);
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(0, 40);
    }

    @Property(tries = TRIES)
    void replicaRestartedAnywhereEqualsTheFoldFromTheBeginning(
            @ForAll("histories") List<Histories.Entry> log,
            @ForAll("cuts") int crash,
            @ForAll("cuts") int committed,
            @ForAll("cuts") int secondCrash) {
        var reference = readTo(log, log.size());
        var firstCrash = Math.min(crash, log.size());
        var firstOffset = Math.min(committed, firstCrash);
        var secondOffset = Math.max(firstOffset, Math.min(secondCrash, log.size()));

        var restarted = Replica.restartedFrom(readTo(log, firstCrash), firstOffset);
        goOn(restarted, log, firstOffset, secondOffset);
        var again = Replica.restartedFrom(restarted, secondOffset);
        goOn(restarted, log, secondOffset, log.size());
        goOn(again, log, secondOffset, log.size());

        assertThat(restarted.state()).isEqualTo(reference.state());
        assertThat(again.state()).isEqualTo(reference.state());
    }

    @Property(tries = TRIES)
    void nothingThatARollbackLeftComesBack(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        Set<VersionRef> left = new HashSet<>();
        for (var entry : log) {
            var outcome = replica.reads(entry.release(), entry.inItsPartition());
            if (outcome instanceof Outcome.Applied applied) {
                if (entry.release() instanceof VersionOrdered release) {
                    if (clears(release)) {
                        left.remove(release.target());
                    }
                    assertThat(left).doesNotContain(release.target());
                    left.addAll(leftBy(release));
                    remember(release, applied.number());
                }
            }
            assertThat(replica.state().held())
                    .isEqualTo(left.stream().map(VersionRef::digest).collect(Collectors.toSet()));
        }
    }

    @Property(tries = TRIES)
    void versionHeldByARollbackOfItsEnvironmentIsNotLiveThere(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        Map<String, Set<VersionRef>> left = new HashMap<>();
        for (var entry : log) {
            var release = entry.release();
            var outcome = replica.reads(release, entry.inItsPartition());
            if (outcome instanceof Outcome.Applied applied && release instanceof VersionOrdered version) {
                if (clears(version)) {
                    left.values().forEach(each -> each.remove(version.target()));
                }
                left.computeIfAbsent(release.environment(), none -> new HashSet<>())
                        .addAll(leftBy(version));
                remember(version, applied.number());
            }
            for (var live : replica.state().environments().values()) {
                var notToBeServed = left.getOrDefault(live.environment(), Set.of());
                assertThat(served(live))
                        .allSatisfy(version -> assertThat(notToBeServed).doesNotContain(version));
            }
        }
    }

    @Property(tries = TRIES)
    void numbersRiseByOneWithEachAppliedReleaseAndNeverElse(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        for (var entry : log) {
            var environment = entry.release().environment();
            var before = numbers.getOrDefault(environment, 0L);
            switch (replica.reads(entry.release(), entry.inItsPartition())) {
                case Outcome.Applied applied -> numbers.put(environment, before + 1);
                case Outcome.NotApplied notApplied ->
                    assertThat(notApplied.number()).isEqualTo(before);
                case Outcome.Misplaced misplaced ->
                    assertThat(entry.inItsPartition()).isFalse();
            }
            numbers.forEach(
                    (where, number) -> assertThat(replica.state().number(where)).isEqualTo(number));
        }
    }

    @Property(tries = TRIES)
    void releaseAppliesAtMostOnceAndOnlyAsItsFirstOutcome(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        Set<String> settled = new HashSet<>();
        for (var entry : log) {
            var outcome = replica.reads(entry.release(), entry.inItsPartition());
            if (outcome instanceof Outcome.Applied) {
                assertThat(settled).doesNotContain(entry.release().release());
            }
            if (entry.inItsPartition() && replica.state().number(entry.release().environment()) > 0) {
                settled.add(entry.release().release());
            }
        }
    }

    @Property(tries = TRIES)
    void rollbackIsVoidOnlyAfterANewerRollbackOrItsOwnFirstOutcome(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        Map<String, Long> raised = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (var entry : log) {
            var held = replica.state().held();
            var outcome = replica.reads(entry.release(), entry.inItsPartition());
            if (entry.release() instanceof RollbackOrdered rollback && entry.inItsPartition()) {
                var newer = raised.getOrDefault(rollback.environment(), 0L) > rollback.from();
                var isVoid =
                        outcome instanceof Outcome.NotApplied(var cause, var number, var reason) && cause == Cause.VOID;
                assertThat(isVoid && !newer && !seen.contains(rollback.release()))
                        .isFalse();
                seen.add(rollback.release());
                if (outcome instanceof Outcome.Applied) {
                    assertThat(newer).isFalse();
                }
            }
            if (outcome instanceof Outcome.Applied applied && raises(entry.release(), held)) {
                raised.put(entry.release().environment(), applied.number());
            }
        }
    }

    /** Whatever happened before, whichever of the two comes first, and whatever of them comes again. */
    @Property(tries = TRIES)
    void aPromoteThatRacesARollbackNeverWins(
            @ForAll("histories") List<Histories.Entry> log,
            @ForAll("versions") int version,
            @ForAll("versions") int target,
            @ForAll Random random) {
        var replica = readTo(log, log.size());
        var number = replica.state().number(Releases.PRODUCTION);
        var cleared = random.nextBoolean() ? replica.state().holds().rollback() : null;
        var racing = new ArrayList<PromptOrdered>();
        for (int copy = 0; copy <= random.nextInt(3); copy++) {
            racing.add(Releases.clearing("P", Releases.PRODUCTION, version, number, 100, cleared));
            racing.add(Releases.rollback("R", target, number));
        }
        Collections.shuffle(racing, random);

        racing.forEach(replica::reads);

        var won = replica.firstOutcome("R") instanceof Outcome.Applied;
        if (won) {
            assertThat(replica.live()).isEqualTo(target);
            assertThat(replica.reads(Releases.promote("P'", version == target ? 7 : version, number)))
                    .as("what expects what the rollback left")
                    .isInstanceOf(Outcome.NotApplied.class);
        }
    }

    /** Rule 8: promotes behind a freeze in the log are refused until it is lifted, rollbacks are not. */
    @Property(tries = TRIES)
    void nothingIsPromotedWhileThePromptIsFrozen(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        var frozen = false;
        for (var entry : log) {
            var outcome = replica.reads(entry.release(), entry.inItsPartition());
            if (outcome instanceof Outcome.Applied) {
                assertThat(frozen && entry.release() instanceof PromoteOrdered).isFalse();
                frozen = switch (entry.release()) {
                    case FreezeOrdered freeze -> true;
                    case UnfreezeOrdered unfreeze -> false;
                    case VersionOrdered version -> frozen;
                    case RetireOrdered retire -> frozen;
                };
            }
            assertThat(replica.state().isFrozen()).isEqualTo(frozen);
        }
    }

    /** Rule 8: nothing is live, until a release that names the new number makes something live. */
    @Property(tries = TRIES)
    void whatIsRetiredComesBackOnlyByAReleaseThatKnowsOfIt(@ForAll("histories") List<Histories.Entry> log) {
        var replica = Replica.fromTheBeginning();
        Map<String, Long> retiredAs = new HashMap<>();
        for (var entry : log) {
            var environment = entry.release().environment();
            if (replica.reads(entry.release(), entry.inItsPartition()) instanceof Outcome.Applied applied) {
                var number = retiredAs.getOrDefault(environment, 0L);
                switch (entry.release()) {
                    case PromoteOrdered promote -> {
                        assertThat(promote.expects()).isGreaterThanOrEqualTo(number);
                        retiredAs.remove(environment);
                    }
                    case RollbackOrdered rollback -> {
                        assertThat(rollback.from()).isGreaterThanOrEqualTo(number);
                        retiredAs.remove(environment);
                    }
                    case RetireOrdered retire -> retiredAs.put(environment, applied.number());
                    case FreezeOrdered freeze -> {}
                    case UnfreezeOrdered unfreeze -> {}
                }
            }
            for (var live : replica.state().environments().values()) {
                assertThat(live.nothingIsLive()).isEqualTo(retiredAs.containsKey(live.environment()));
            }
        }
    }

    /** Whether it may make live what is held: it names the newest rollback, wherever that was. */
    private boolean clears(VersionOrdered release) {
        return newestRollback != null
                && release instanceof PromoteOrdered promote
                && newestRollback.equals(promote.clears());
    }

    /** A rollback, what clears one, and a retirement: no rollback from before it is applied any more. */
    private static boolean raises(PromptOrdered release, Set<Digest> held) {
        return switch (release) {
            case RollbackOrdered rollback -> true;
            case RetireOrdered retire -> true;
            case PromoteOrdered promote -> held.contains(promote.target().digest());
            case FreezeOrdered freeze -> false;
            case UnfreezeOrdered unfreeze -> false;
        };
    }

    /** What the protocol's rule 3 says a rollback leaves, from the history of its environment alone. */
    private List<VersionRef> leftBy(VersionOrdered release) {
        var past = went.getOrDefault(release.environment(), List.of());
        return switch (release) {
            case PromoteOrdered promote -> List.of();
            case RollbackOrdered rollback -> {
                var since = past.stream()
                        .filter(each -> each.wholly() && each.version().equals(rollback.target()))
                        .mapToLong(Went::number)
                        .max()
                        .orElseThrow();
                yield past.stream()
                        .filter(each -> each.number() > since)
                        .map(Went::version)
                        .filter(version -> !version.equals(rollback.target()))
                        .toList();
            }
        };
    }

    private void remember(VersionOrdered release, long number) {
        if (release instanceof RollbackOrdered) {
            newestRollback = release.release();
        }
        var wholly = !(release instanceof PromoteOrdered promote) || promote.step() == 100;
        went.computeIfAbsent(release.environment(), none -> new ArrayList<>())
                .add(new Went(number, release.target(), wholly));
    }

    private static List<VersionRef> served(LiveState live) {
        var candidate = live.candidate();
        if (live.nothingIsLive()) {
            return List.of();
        }
        return candidate == null ? List.of(live.version()) : List.of(live.version(), candidate.version());
    }

    private static Replica readTo(List<Histories.Entry> log, int end) {
        var replica = Replica.fromTheBeginning();
        goOn(replica, log, 0, end);
        return replica;
    }

    private static void goOn(Replica replica, List<Histories.Entry> log, int from, int end) {
        log.subList(from, end).forEach(entry -> replica.reads(entry.release(), entry.inItsPartition()));
    }
}
