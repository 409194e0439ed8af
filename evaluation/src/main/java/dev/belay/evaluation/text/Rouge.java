package dev.belay.evaluation.text;

import java.util.Locale;

/**
 * ROUGE-1 as an F-measure, which is all that {@code rouge-n} is, whatever its n. Clipped counts over Treebank tokens of the
 * lower-cased texts.
 */
public final class Rouge {
    private Rouge() {}

    public static double score(String output, String reference) {
        var tokens = TreebankTokens.of(output.toLowerCase(Locale.ROOT));
        var expected = TreebankTokens.of(reference.toLowerCase(Locale.ROOT));
        int matches = NGrams.clipped(NGrams.counted(tokens, 1), NGrams.counted(expected, 1));
        if (matches == 0) {
            return 0;
        }
        double precision = (double) matches / tokens.size();
        double recall = (double) matches / expected.size();
        // In this order, so that a threshold is met or missed by the same last bit as in promptfoo.
        double smaller = Math.min(precision, recall);
        double larger = Math.max(precision, recall);
        return smaller == larger ? smaller : Math.min(larger, smaller * (2 / (1 + smaller / larger)));
    }
}
