package dev.belay.evaluation.regex;

import org.jspecify.annotations.Nullable;

/** Reads a character class after its opening bracket: {@code [^]} is any character, and {@code &&} is nothing special. */
final class ClassReader {
    private final Cursor in;
    private final Escapes escapes;

    ClassReader(Cursor in, Escapes escapes) {
        this.in = in;
        this.escapes = escapes;
    }

    CharSet read() {
        boolean negated = in.take("^");
        var set = CharSet.NONE;
        while (!in.take("]")) {
            set = set.or(member());
        }
        return negated ? set.complement() : set;
    }

    /** One end of a range: a character, or (where {@code set} is there) an escape like {@code \d}. */
    private record End(int character, @Nullable CharSet set) {
        CharSet asSet() {
            return set != null ? set : CharSet.of(character, character);
        }
    }

    private CharSet member() {
        var from = end();
        if (in.peek() != '-' || in.peek(1) == ']' || in.peek(1) == Cursor.END) {
            return from.asSet();
        }
        in.at++;
        var to = end();
        if (from.set() != null || to.set() != null) {
            if (in.unicode) {
                throw in.wrong("Invalid character class");
            }
            return from.asSet().or(CharSet.of('-', '-')).or(to.asSet());
        }
        if (from.character() > to.character()) {
            throw in.wrong("Range out of order in character class");
        }
        return CharSet.of(from.character(), to.character());
    }

    private End end() {
        if (in.peek() == Cursor.END) {
            throw in.wrong("Unterminated character class");
        }
        int c = in.next();
        if (c != '\\') {
            return new End(c, null);
        }
        if (in.peek() == Cursor.END) {
            throw in.wrong("\\ at end of pattern");
        }
        if (in.take("b")) {
            return new End('\b', null);
        }
        var set = escapes.set();
        return set != null ? new End(0, set) : new End(escapes.character(true), null);
    }
}
