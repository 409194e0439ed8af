package dev.belay.evaluation.embedding;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A bag of words in 256 dimensions: the embedding of the stub server that the conformance data was made with. It knows no
 * meanings; a test that must not depend on a model can use it.
 */
public final class HashedWords implements Embeddings {
    private static final int DIMENSIONS = 256;
    private static final double ROUNDING = 1e6;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    @Override
    public String model() {
        return "stub";
    }

    /** A text without words is the first axis. */
    @Override
    public double[] of(String text) {
        var vector = new double[DIMENSIONS];
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> vector[slot(word.group())]++);
        double length = 0;
        for (double value : vector) {
            length += value * value;
        }
        if (length == 0) {
            vector[0] = length = 1;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = Math.round(vector[i] / Math.sqrt(length) * ROUNDING) / ROUNDING;
        }
        return vector;
    }

    /** FNV-1a over UTF-16 units, then a finaliser. */
    private static int slot(String word) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x01000193;
        }
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return (hash ^ hash >>> 16) & DIMENSIONS - 1;
    }
}
