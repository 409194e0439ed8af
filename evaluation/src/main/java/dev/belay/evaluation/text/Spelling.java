package dev.belay.evaluation.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which known word somebody meant. */
public final class Spelling {
    private Spelling() {}

    /** The known word with the fewest edits, if a third of the letters or fewer differ; of equals the first. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> edits(written, word) <= Math.max(1, Math.min(written.length(), word.length()) / 3))
                .min(Comparator.comparingInt(word -> edits(written, word)));
    }

    private static int edits(String written, String word) {
        return EditDistance.withSwaps(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
