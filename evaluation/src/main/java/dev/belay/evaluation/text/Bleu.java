package dev.belay.evaluation.text;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * BLEU of one sentence, after Papineni et al. (2002), as promptfoo 0.123 computes it: words are split at white space and
 * lower-cased, orders 1 to 4 weigh the same, a precision of 0 is taken as 1e-7, and orders that the output is too short for
 * are left out, so that a one-word output can score 1.
 *
 * <p>Quirks kept: with several references the clipped counts are the best single reference's and not the union's, and an
 * empty reference counts as one (empty) word.
 */
public final class Bleu {
    private static final int ORDERS = 4;
    private static final double NONE = 1e-7;

    private Bleu() {}

    /** @param references at least one */
    public static double score(String output, List<String> references) {
        if (Whitespace.trim(output).isEmpty()) {
            return 0;
        }
        var words = words(output);
        var referenceWords = references.stream().map(Bleu::words).toList();
        int usable = Math.min(ORDERS, words.size());
        double logarithms = 0;
        for (int n = 1; n <= usable; n++) {
            int order = n;
            var counted = NGrams.counted(words, n);
            int matches = Collections.max(referenceWords.stream()
                    .map(reference -> NGrams.clipped(counted, NGrams.counted(reference, order)))
                    .toList());
            double precision = (double) matches / NGrams.count(words, n);
            logarithms += Math.log(precision == 0 ? NONE : precision) / usable;
        }
        return brevity(words.size(), closest(words.size(), referenceWords)) * Math.exp(logarithms);
    }

    private static double brevity(int words, int reference) {
        return words > reference ? 1 : Math.exp(1 - (double) reference / words);
    }

    /** The reference length nearest to the output's; of two as near the shorter. */
    private static int closest(int words, List<List<String>> references) {
        int closest = references.getFirst().size();
        for (var reference : references) {
            int length = reference.size();
            int nearer = Integer.compare(Math.abs(length - words), Math.abs(closest - words));
            if (nearer < 0 || nearer == 0 && length < closest) {
                closest = length;
            }
        }
        return closest;
    }

    private static List<String> words(String text) {
        return NGrams.split(Whitespace.trim(text.toLowerCase(Locale.ROOT)));
    }
}
