package dev.belay.registry.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Of things that may be a hundred thousand, the first few and how many there are.
 *
 * @param first at most {@link #LONGEST}
 */
public record Excerpt<T>(List<T> first, int count) {

    public static final int LONGEST = 100;

    public Excerpt {
        first = List.copyOf(first);
    }

    public static <T> Excerpt<T> none() {
        return new Excerpt<>(List.of(), 0);
    }

    public static <T> Excerpt<T> of(List<T> all) {
        return Excerpt.<T>none().plus(all);
    }

    public Excerpt<T> plus(List<T> more) {
        if (more.isEmpty()) {
            return this;
        }
        var longer = new ArrayList<>(first);
        more.stream().limit((long) LONGEST - first.size()).forEach(longer::add);
        return new Excerpt<>(longer, count + more.size());
    }

    /** With those that come after, of which only some may be at hand. */
    public Excerpt<T> plus(Excerpt<T> more) {
        var longer = plus(more.first());
        return new Excerpt<>(longer.first(), count + more.count());
    }

    public boolean isEmpty() {
        return count == 0;
    }
}
