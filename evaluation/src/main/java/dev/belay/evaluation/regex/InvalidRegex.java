package dev.belay.evaluation.regex;

/** The pattern is not one of JavaScript's; the message is the one that Node gives. */
public final class InvalidRegex extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidRegex(String pattern, boolean unicode, String why) {
        super("Invalid regular expression: /%s/%s: %s".formatted(pattern, unicode ? "u" : "", why));
    }
}
