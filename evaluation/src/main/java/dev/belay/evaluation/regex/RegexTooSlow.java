package dev.belay.evaluation.regex;

/** The match was given up: the pattern backtracks without end on this input. */
public final class RegexTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegexTooSlow(String pattern, int inputLength, long steps) {
        super(("The regular expression /%s/ was given up after %,d steps on an output of %d characters. "
                        + "Repeats inside repeats, like (a+)+, cause this: rewrite it so that only one repeat can match the same text.")
                .formatted(pattern, steps, inputLength));
    }
}
