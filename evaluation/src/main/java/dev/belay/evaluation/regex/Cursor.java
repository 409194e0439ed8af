package dev.belay.evaluation.regex;

/** A place in the text of a pattern. */
final class Cursor {
    static final int END = -1;

    final String pattern;
    final boolean unicode;
    int at;

    Cursor(String pattern, boolean unicode) {
        this.pattern = pattern;
        this.unicode = unicode;
    }

    int peek() {
        return peek(0);
    }

    /** The UTF-16 unit that lies {@code ahead} units further on, or {@link #END}. */
    int peek(int ahead) {
        return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : END;
    }

    /** The next character, a code point in {@code u} patterns. */
    int next() {
        int c = unicode ? pattern.codePointAt(at) : pattern.charAt(at);
        at += Character.charCount(c);
        return c;
    }

    boolean take(String expected) {
        boolean there = pattern.startsWith(expected, at);
        if (there) {
            at += expected.length();
        }
        return there;
    }

    boolean digitAhead() {
        return peek() >= '0' && peek() <= '9';
    }

    /** A decimal number, held at the greatest int. */
    int number() {
        long value = 0;
        while (digitAhead()) {
            value = Math.min(Integer.MAX_VALUE, value * 10 + (next() - '0'));
        }
        return (int) value;
    }

    /** Exactly {@code digits} hexadecimal digits, or −1 and the cursor where it was. */
    int hex(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek(i) == END ? -1 : Character.digit((char) peek(i), 16);
            if (digit < 0 || peek(i) > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        at += digits;
        return value;
    }

    InvalidRegex wrong(String why) {
        return new InvalidRegex(pattern, unicode, why);
    }
}
