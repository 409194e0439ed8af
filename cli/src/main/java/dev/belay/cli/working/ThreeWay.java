package dev.belay.cli.working;

import com.github.difflib.DiffUtils;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Two descendants of one list, cut along it: each piece is what neither, one or both of them changed there. Changes that
 * share an element of the base, and additions at one place, are in one piece; changes that only touch are in two.
 */
final class ThreeWay {

    private ThreeWay() {}

    /** @param aligned whether neither side added or removed anything: all three are of one length then */
    record Piece<T>(List<T> base, List<T> ours, List<T> theirs, boolean aligned) {}

    /**
     * A side's change of the base.
     *
     * @param from where in the base it begins
     * @param to where it ends, exclusive; {@code from} of an addition
     * @param growth by how many elements it makes the side longer than the base
     */
    private record Edit(boolean ours, int from, int to, int growth) {

        boolean meets(int start, int end) {
            return from < end || (from == to && from == start);
        }
    }

    /** @param same when an element of the base is still there in another list */
    static <T> List<Piece<T>> cut(List<T> base, List<T> ours, List<T> theirs, BiPredicate<T, T> same) {
        var edits = Stream.concat(edits(true, base, ours, same), edits(false, base, theirs, same))
                .sorted(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to))
                .toList();
        var pieces = new ArrayList<Piece<T>>();
        int at = 0;
        int oursAt = 0;
        int theirsAt = 0;
        for (int next = 0; next < edits.size(); ) {
            int from = edits.get(next).from();
            int to = edits.get(next).to();
            int oursTo = oursAt + from - at;
            int theirsTo = theirsAt + from - at;
            if (from > at) {
                pieces.add(new Piece<>(
                        base.subList(at, from),
                        ours.subList(oursAt, oursTo),
                        theirs.subList(theirsAt, theirsTo),
                        true));
            }
            oursAt = oursTo;
            theirsAt = theirsTo;
            do {
                var edit = edits.get(next++);
                to = Math.max(to, edit.to());
                oursTo += edit.ours() ? edit.growth() : 0;
                theirsTo += edit.ours() ? 0 : edit.growth();
            } while (next < edits.size() && edits.get(next).meets(from, to));
            at = to;
            oursTo += to - from;
            theirsTo += to - from;
            pieces.add(new Piece<>(
                    base.subList(from, to), ours.subList(oursAt, oursTo), theirs.subList(theirsAt, theirsTo), false));
            oursAt = oursTo;
            theirsAt = theirsTo;
        }
        if (at < base.size()) {
            pieces.add(new Piece<>(
                    base.subList(at, base.size()),
                    ours.subList(oursAt, ours.size()),
                    theirs.subList(theirsAt, theirs.size()),
                    true));
        }
        return pieces;
    }

    private static <T> Stream<Edit> edits(boolean ours, List<T> base, List<T> side, BiPredicate<T, T> same) {
        return DiffUtils.diff(base, side, same).getDeltas().stream().map(delta -> {
            int from = delta.getSource().getPosition();
            int size = delta.getSource().size();
            return new Edit(ours, from, from + size, delta.getTarget().size() - size);
        });
    }
}
