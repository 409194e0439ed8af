package dev.belay.evaluation.template;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names in one Nunjucks template, found tag by tag. A name that any tag binds is no variable anywhere in it. */
final class NunjucksNames {
    private static final Set<String> CONSTANTS =
            Set.of("true", "false", "none", "null", "loop", "range", "varargs", "kwargs", "caller", "self");

    private final SortedSet<String> used = new TreeSet<>();
    private final Set<String> tested = new HashSet<>();
    private final Set<String> bound = new HashSet<>(CONSTANTS);

    /** @param tests whether the expression asks for them, so that they may be missing */
    void use(Set<String> names, boolean tests) {
        used.addAll(names);
        if (tests) {
            tested.addAll(names);
        }
    }

    void bind(String name) {
        bound.add(name.strip());
    }

    /** All variables. */
    SortedSet<String> free() {
        var free = new TreeSet<>(used);
        free.removeAll(bound);
        return free;
    }

    /** Those that every case must have. */
    SortedSet<String> needed() {
        var needed = free();
        needed.removeAll(tested);
        return needed;
    }
}
