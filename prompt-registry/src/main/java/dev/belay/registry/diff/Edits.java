package dev.belay.registry.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** The shortest edits between two lists, within a bound on the work. */
final class Edits {

    /** Elements of both lists together; the search takes time up to the square of it. */
    private static final int MOST = 20_000;

    private Edits() {}

    /** Lists that are too long are said to differ in everything between their common beginning and end. */
    static Patch<String> patch(List<String> before, List<String> after) {
        if (before.size() + after.size() <= MOST) {
            return withReplacements(DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<String>()));
        }
        int shortest = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shortest && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shortest - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        var patch = new Patch<String>();
        if (head + tail < before.size() || head + tail < after.size()) {
            patch.addDelta(new ChangeDelta<>(
                    new Chunk<>(head, before.subList(head, before.size() - tail)),
                    new Chunk<>(head, after.subList(head, after.size() - tail))));
        }
        return patch;
    }

    /** The algorithm gives an insertion and a deletion at one place as two deltas, and readers expect a replacement. */
    private static Patch<String> withReplacements(Patch<String> patch) {
        var merged = new Patch<String>();
        AbstractDelta<String> last = null;
        for (var delta : patch.getDeltas()) {
            if (last != null && touches(last, delta)) {
                last = new ChangeDelta<>(
                        joined(last.getSource(), delta.getSource()), joined(last.getTarget(), delta.getTarget()));
            } else {
                if (last != null) {
                    merged.addDelta(last);
                }
                last = delta;
            }
        }
        if (last != null) {
            merged.addDelta(last);
        }
        return merged;
    }

    private static boolean touches(AbstractDelta<String> first, AbstractDelta<String> second) {
        return first.getSource().getPosition() + first.getSource().size()
                        == second.getSource().getPosition()
                && first.getTarget().getPosition() + first.getTarget().size()
                        == second.getTarget().getPosition();
    }

    private static Chunk<String> joined(Chunk<String> first, Chunk<String> second) {
        var lines = new ArrayList<>(first.getLines());
        lines.addAll(second.getLines());
        return new Chunk<>(first.getPosition(), lines);
    }
}
