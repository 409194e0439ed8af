package dev.belay.evaluation.regex;

import org.jspecify.annotations.Nullable;

/** {@code *}, {@code +}, {@code ?} or braces, greedy unless a further question mark follows. */
record Quantifier(int min, int max, boolean greedy) {
    private static final int ENDLESS = Integer.MAX_VALUE;

    /** The quantifier at the cursor, or null where there is none. */
    static @Nullable Quantifier read(Cursor in) {
        Quantifier quantifier = null;
        if (in.take("*")) {
            quantifier = new Quantifier(0, ENDLESS, true);
        } else if (in.take("+")) {
            quantifier = new Quantifier(1, ENDLESS, true);
        } else if (in.take("?")) {
            quantifier = new Quantifier(0, 1, true);
        } else if (in.peek() == '{') {
            quantifier = braces(in);
            if (quantifier == null && in.unicode) {
                throw in.wrong("Incomplete quantifier");
            } else if (quantifier != null && quantifier.min > quantifier.max) {
                throw in.wrong("numbers out of order in {} quantifier");
            }
        }
        return quantifier != null && in.take("?") ? new Quantifier(quantifier.min, quantifier.max, false) : quantifier;
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}, or null and the cursor where it was: then the brace is a literal. */
    static @Nullable Quantifier braces(Cursor in) {
        int back = in.at;
        in.at++;
        if (in.digitAhead()) {
            int min = in.number();
            int max = min;
            if (in.take(",")) {
                max = in.digitAhead() ? in.number() : ENDLESS;
            }
            if (in.take("}")) {
                return new Quantifier(min, max, true);
            }
        }
        in.at = back;
        return null;
    }
}
