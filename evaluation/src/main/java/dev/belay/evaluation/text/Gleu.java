package dev.belay.evaluation.text;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.List;
import java.util.Locale;

/**
 * Google's BLEU: the smaller of precision and recall over all runs of 1 to 4 words, the best of the references. Words are
 * lower-cased and lose the full stops at their end; a text of nothing but full stops has no words.
 */
public final class Gleu {
    private static final int ORDERS = 4;

    private Gleu() {}

    /** @param references at least one */
    public static double score(String output, List<String> references) {
        var words = words(output);
        return words.isEmpty()
                ? 0
                : references.stream()
                        .mapToDouble(reference -> score(words, words(reference)))
                        .max()
                        .orElseThrow();
    }

    private static double score(List<String> words, List<String> reference) {
        if (words.equals(reference)) {
            return 1;
        } else if (reference.isEmpty()) {
            return 0;
        }
        int matches = 0;
        int inOutput = 0;
        int inReference = 0;
        for (int n = 1; n <= ORDERS; n++) {
            matches += NGrams.clipped(NGrams.counted(words, n), NGrams.counted(reference, n));
            inOutput += NGrams.count(words, n);
            inReference += NGrams.count(reference, n);
        }
        return Math.min((double) matches / inOutput, (double) matches / inReference);
    }

    private static List<String> words(String text) {
        var words = NGrams.split(Whitespace.trim(text.toLowerCase(Locale.ROOT))).stream()
                .map(NGrams::withoutTrailingDots)
                .toList();
        return words.stream().allMatch(String::isEmpty) ? List.of() : words;
    }
}
