package dev.belay.evaluation.promptfoo;

import dev.belay.evaluation.document.Mistakes;
import dev.belay.evaluation.document.Problem;
import dev.belay.evaluation.promptfoo.Obstacle.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what stands in the way, so that all of it is told at once; the same thing at the same place only once. */
final class Obstacles {
    private final Set<Obstacle> found = new LinkedHashSet<>();

    void passedOver(Entry where, String message) {
        add(Kind.PASSED_OVER, where, message, null);
    }

    void needsEdit(Entry where, String message, @Nullable String suggestion) {
        add(Kind.NEEDS_EDIT, where, message, suggestion);
    }

    void cannot(Entry where, String message, @Nullable String suggestion) {
        add(Kind.CANNOT, where, message, suggestion);
    }

    private void add(Kind kind, Entry where, String message, @Nullable String suggestion) {
        found.add(new Obstacle(kind, where.source().locate(where.pointer(), message), suggestion));
    }

    void file(String name, String message) {
        found.add(new Obstacle(Kind.NEEDS_EDIT, new Problem(name, null, null, message), null));
    }

    /** What cannot be read at all. */
    void unreadable(Mistakes mistakes) {
        mistakes.all().forEach(problem -> found.add(new Obstacle(Kind.NEEDS_EDIT, problem, null)));
    }

    /** In the order of files as they are first met, in each by line. */
    List<Obstacle> all() {
        var files = new ArrayList<String>();
        found.forEach(each -> {
            if (!files.contains(each.problem().file())) {
                files.add(each.problem().file());
            }
        });
        return found.stream()
                .sorted(java.util.Comparator.comparing(
                                (Obstacle each) -> files.indexOf(each.problem().file()))
                        .thenComparing(each -> each.problem().line() == null
                                ? 0
                                : each.problem().line()))
                .toList();
    }
}
