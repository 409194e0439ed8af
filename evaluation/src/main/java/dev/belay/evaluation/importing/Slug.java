package dev.belay.evaluation.importing;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Short names for files and ids, each given out once. */
final class Slug {
    private static final int LONGEST = 48;

    private final Set<String> given = new HashSet<>();

    /** The text in small Latin letters, digits and dashes; what {@code otherwise} says when nothing is left of it. */
    static String of(String text, String otherwise) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        if (plain.length() > LONGEST) {
            int end = plain.lastIndexOf('-', LONGEST);
            plain = plain.substring(0, end > LONGEST / 2 ? end : LONGEST);
        }
        return plain.isEmpty() ? otherwise : plain;
    }

    /** The name, with a number after it from the second time on. */
    String once(String name) {
        var unique = name;
        for (int number = 2; !given.add(unique); number++) {
            unique = name + "-" + number;
        }
        return unique;
    }
}
