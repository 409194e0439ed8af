package dev.belay.deployer.domain;

import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Random logs of one prompt in two environments: promotes, rollbacks, freezes and retirements that name the current deployment number or a
 * late one, promotes that clear the newest rollback or one before it, copies of any earlier record, records in another partition and
 * records with other content.
 */
final class Histories {

    private static final List<String> ENVIRONMENTS = List.of(Releases.PRODUCTION, "staging");
    private static final int VERSIONS = 6;

    private Histories() {}

    record Entry(PromptOrdered release, boolean inItsPartition) {}

    private enum Kind {
        PROMOTE,
        STEP,
        CLEAR,
        ROLLBACK,
        FREEZE,
        UNFREEZE,
        RETIRE,
        COPY,
        MISPLACED,
        FORGED
    }

    private record Move(Kind kind, int version, String environment, int late, int earlier) {}

    static Arbitrary<List<Entry>> any() {
        var kinds = Arbitraries.frequency(
                Tuple.of(6, Kind.PROMOTE),
                Tuple.of(2, Kind.STEP),
                Tuple.of(3, Kind.CLEAR),
                Tuple.of(4, Kind.ROLLBACK),
                Tuple.of(1, Kind.FREEZE),
                Tuple.of(2, Kind.UNFREEZE),
                Tuple.of(1, Kind.RETIRE),
                Tuple.of(4, Kind.COPY),
                Tuple.of(1, Kind.MISPLACED),
                Tuple.of(1, Kind.FORGED));
        var late = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(2, 1), Tuple.of(1, 2));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(1, VERSIONS),
                        Arbitraries.frequency(Tuple.of(3, ENVIRONMENTS.get(0)), Tuple.of(1, ENVIRONMENTS.get(1))),
                        late,
                        Arbitraries.integers().between(0, 1000))
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(Histories::log);
    }

    /** The moves as releases; folding along gives the numbers that a writer could have seen. */
    private static List<Entry> log(List<Move> moves) {
        var log = new ArrayList<Entry>();
        var writersView = Replica.fromTheBeginning();
        for (var move : moves) {
            var entry = entry(move, log, writersView.state());
            writersView.reads(entry.release(), entry.inItsPartition());
            log.add(entry);
        }
        return log;
    }

    private static Entry entry(Move move, List<Entry> log, PromptState state) {
        var release = "r" + log.size();
        var seen = Math.max(0, state.number(move.environment()) - move.late());
        var freezes = Math.max(0, state.number(PromptOrdered.EVERYWHERE) - move.late());
        var promote = Releases.promote(release, move.environment(), move.version(), seen, 100);
        if (log.isEmpty()) {
            return new Entry(promote, true);
        }
        var earlier = log.get(move.earlier() % log.size()).release();
        return switch (move.kind()) {
            case PROMOTE -> new Entry(promote, true);
            case STEP -> new Entry(Releases.promote(release, move.environment(), move.version(), seen, 5), true);
            case CLEAR ->
                new Entry(
                        Releases.clearing(
                                release,
                                move.environment(),
                                move.version(),
                                seen,
                                move.earlier() % 3 == 0 ? 5 : 100,
                                rollback(log, state, move)),
                        true);
            case ROLLBACK -> new Entry(Releases.rollback(release, move.environment(), move.version(), seen), true);
            case FREEZE -> new Entry(Releases.freeze(release, freezes), true);
            case UNFREEZE -> new Entry(Releases.unfreeze(release, freezes), true);
            case RETIRE -> new Entry(Releases.retire(release, move.environment(), seen), true);
            case COPY -> new Entry(earlier, true);
            case MISPLACED -> new Entry(earlier, false);
            case FORGED -> new Entry(Releases.forged(promote), true);
        };
    }

    /** The newest rollback that was applied or, of a writer that is late, any other. */
    private static @Nullable String rollback(List<Entry> log, PromptState state, Move move) {
        if (move.late() == 0) {
            return state.holds().rollback();
        }
        var rollbacks = log.stream()
                .map(Entry::release)
                .filter(RollbackOrdered.class::isInstance)
                .map(PromptOrdered::release)
                .toList();
        return rollbacks.isEmpty() ? null : rollbacks.get(move.earlier() % rollbacks.size());
    }
}
