package dev.belay.deployer.domain;

import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.LiveState.Candidate;
import dev.belay.contracts.release.LiveState.Deployed;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of an environment after a release that was applied. */
final class Next {

    private Next() {}

    /** @param cleared whether the target was held: then no rollback from before it is applied any more */
    static LiveState promoted(
            @Nullable LiveState live, PromoteOrdered promote, Holds holds, boolean cleared, long offset) {
        var number = live == null ? 1 : live.number() + 1;
        return new LiveState(
                promote.prompt(),
                promote.environment(),
                number,
                promote.target(),
                promote.content(),
                promote.release(),
                Kind.PROMOTE,
                promote.change(),
                promote.step(),
                newest(live == null ? List.of() : live.history(), number, promote.target()),
                holds.versions(),
                cleared ? number : live == null ? 0 : live.lastRollback(),
                offset,
                promote.orderedAt(),
                null,
                live == null ? List.of() : live.stepped(),
                live == null || cleared ? Set.of() : live.settled(),
                null,
                holds.rollback());
    }

    /** @param cleared as {@link #promoted} */
    static LiveState stepped(LiveState live, PromoteOrdered promote, Holds holds, boolean cleared, long offset) {
        var number = live.number() + 1;
        var candidate = new Candidate(
                promote.target(), promote.content(), promote.release(), promote.change(), promote.orderedAt());
        return new LiveState(
                live.prompt(),
                live.environment(),
                number,
                live.version(),
                live.content(),
                live.release(),
                live.kind(),
                live.change(),
                promote.step(),
                live.history(),
                holds.versions(),
                cleared ? number : live.lastRollback(),
                offset,
                live.since(),
                candidate,
                newest(live.stepped(), number, promote.target()),
                cleared ? Set.of() : live.settled(),
                null,
                holds.rollback());
    }

    static LiveState rolledBack(LiveState live, RollbackOrdered rollback, Holds holds, long offset) {
        var number = live.number() + 1;
        return new LiveState(
                live.prompt(),
                live.environment(),
                number,
                rollback.target(),
                rollback.content(),
                rollback.release(),
                Kind.ROLLBACK,
                null,
                100,
                newest(live.history(), number, rollback.target()),
                holds.versions(),
                number,
                offset,
                rollback.orderedAt(),
                null,
                live.stepped(),
                Set.of(),
                null,
                holds.rollback());
    }

    /**
     * Nothing is live, and its number is the newest that a rollback must name: one that was ordered before, or a copy, brings
     * nothing back.
     */
    static LiveState retired(LiveState live, RetireOrdered retire, long offset) {
        var number = live.number() + 1;
        return new LiveState(
                live.prompt(),
                live.environment(),
                number,
                live.version(),
                live.content(),
                retire.release(),
                Kind.RETIRE,
                null,
                100,
                live.history(),
                live.held(),
                number,
                offset,
                retire.orderedAt(),
                null,
                live.stepped(),
                Set.of(),
                true,
                live.rolledBackBy());
    }

    /** Nothing new is live, but what is held changed. */
    static LiveState holding(LiveState live, Holds holds, long offset) {
        return same(live, holds, offset, live.settled());
    }

    /** Nothing new is live, but the outcome of {@code release} is final. */
    static LiveState settling(LiveState live, String release, long offset) {
        var settled = new HashSet<>(live.settled());
        settled.add(release);
        return same(live, new Holds(live.held(), live.rolledBackBy()), offset, settled);
    }

    private static LiveState same(LiveState live, Holds holds, long offset, Set<String> settled) {
        return new LiveState(
                live.prompt(),
                live.environment(),
                live.number(),
                live.version(),
                live.content(),
                live.release(),
                live.kind(),
                live.change(),
                live.step(),
                live.history(),
                holds.versions(),
                live.lastRollback(),
                offset,
                live.since(),
                live.candidate(),
                live.stepped(),
                settled,
                live.retired(),
                holds.rollback());
    }

    /** A version has its newest deployment only: holds ask since when, and the record must not grow without bound. */
    private static List<Deployed> newest(List<Deployed> past, long number, VersionRef version) {
        return Stream.concat(
                        past.stream().filter(each -> !each.version().equals(version)),
                        Stream.of(new Deployed(number, version)))
                .toList();
    }
}
