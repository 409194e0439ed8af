package dev.belay.evaluation.regex;

/** The name of a group, up to its {@code >}. */
final class GroupName {
    private GroupName() {}

    static String read(Cursor in) {
        var name = new StringBuilder();
        while (in.peek() != '>') {
            int c = character(in);
            boolean allowed = name.isEmpty() ? starts(c) : starts(c) || continues(c);
            if (!allowed) {
                throw in.wrong("Invalid capture group name");
            }
            name.appendCodePoint(c);
        }
        if (name.isEmpty()) {
            throw in.wrong("Invalid capture group name");
        }
        in.at++;
        return name.toString();
    }

    private static int character(Cursor in) {
        if (in.peek() == Cursor.END) {
            throw in.wrong("Invalid capture group name");
        }
        int c = in.pattern.codePointAt(in.at);
        in.at += Character.charCount(c);
        if (c != '\\') {
            return c;
        }
        var named = new Cursor(in.pattern, true);
        named.at = in.at;
        if (named.peek() != 'u') {
            throw in.wrong("Invalid Unicode escape");
        }
        c = new Escapes(named, true).character(false);
        in.at = named.at;
        return c;
    }

    private static boolean starts(int c) {
        return c == '$' || c == '_' || Character.isUnicodeIdentifierStart(c);
    }

    private static boolean continues(int c) {
        return c == 0x200C
                || c == 0x200D
                || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }
}
