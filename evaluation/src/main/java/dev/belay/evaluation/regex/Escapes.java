package dev.belay.evaluation.regex;

import org.jspecify.annotations.Nullable;

/** Escapes that stand for one character or one set, inside and outside character classes. */
final class Escapes {
    private final Cursor in;
    private final boolean named;

    /** @param named whether the pattern has named groups, which makes {@code \k} a reference only */
    Escapes(Cursor in, boolean named) {
        this.in = in;
        this.named = named;
    }

    /** The set that the escape at the cursor (past the backslash) stands for, or null where it stands for no set. */
    @Nullable
    CharSet set() {
        int c = in.peek();
        CharSet set = switch (c) {
            case 'd', 'D' -> CharSet.DIGITS;
            case 's', 'S' -> CharSet.SPACE;
            case 'w', 'W' -> CharSet.WORD;
            default -> null;
        };
        if (set != null) {
            in.at++;
            return Character.isUpperCase(c) ? set.complement() : set;
        }
        if (in.unicode && (c == 'p' || c == 'P')) {
            in.at++;
            return property(c == 'P');
        }
        return null;
    }

    private CharSet property(boolean negated) {
        int end = in.pattern.indexOf('}', in.at);
        if (in.peek() != '{' || end < 0) {
            throw in.wrong("Invalid property name");
        }
        var member = UnicodeProperty.named(in.pattern.substring(in.at + 1, end))
                .orElseThrow(() -> in.wrong("Invalid property name"));
        in.at = end + 1;
        return negated ? member.complement() : member;
    }

    /** The one character that the escape at the cursor (past the backslash) stands for. */
    int character(boolean inClass) {
        int c = in.next();
        return switch (c) {
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case 'c' -> control(inClass);
            case 'x' -> hex(2, 'x');
            case 'u' -> unicode();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c, inClass);
            default -> identity(c, inClass);
        };
    }

    /** {@code \c} without its letter is a backslash, and the c is read again as itself (Annex B). */
    private int control(boolean inClass) {
        int c = in.peek();
        boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        boolean lenient = !in.unicode && inClass && (in.digitAhead() || c == '_');
        if (letter || lenient) {
            in.at++;
            return c & 0x1F;
        }
        if (in.unicode) {
            throw in.wrong("Invalid Unicode escape");
        }
        in.at--;
        return '\\';
    }

    private int hex(int digits, int otherwise) {
        int value = in.hex(digits);
        if (value < 0 && in.unicode) {
            throw in.wrong(otherwise == 'x' ? "Invalid escape" : "Invalid Unicode escape");
        }
        return value < 0 ? otherwise : value;
    }

    private int unicode() {
        if (in.unicode && in.peek() == '{') {
            return braced();
        }
        int high = hex(4, 'u');
        if (in.unicode && Character.isBmpCodePoint(high) && Character.isHighSurrogate((char) high)) {
            int back = in.at;
            if (in.take("\\u")) {
                int low = in.hex(4);
                if (low >= 0 && Character.isLowSurrogate((char) low)) {
                    return Character.toCodePoint((char) high, (char) low);
                }
            }
            in.at = back;
        }
        return high;
    }

    private int braced() {
        int end = in.pattern.indexOf('}', in.at);
        var digits = end < 0 ? "" : in.pattern.substring(in.at + 1, end);
        if (!digits.matches("[0-9a-fA-F]+") || digits.replaceFirst("^0+", "").length() > 6) {
            throw in.wrong("Invalid Unicode escape");
        }
        int value = Integer.parseInt(digits, 16);
        if (value > Character.MAX_CODE_POINT) {
            throw in.wrong("Invalid Unicode escape");
        }
        in.at = end + 1;
        return value;
    }

    /** Annex B: up to three octal digits, at most {@code \377}. */
    private int octal(int first, boolean inClass) {
        if (in.unicode) {
            if (first == '0' && !in.digitAhead()) {
                return 0;
            }
            throw in.wrong(inClass ? "Invalid class escape" : "Invalid decimal escape");
        }
        int value = first - '0';
        for (int i = 0; i < 2 && value < 32 && in.peek() >= '0' && in.peek() <= '7'; i++) {
            value = value * 8 + (in.next() - '0');
        }
        return value;
    }

    private int identity(int c, boolean inClass) {
        boolean allowed = in.unicode ? "^$\\.*+?()[]{}|/".indexOf(c) >= 0 || inClass && c == '-' : !(named && c == 'k');
        if (!allowed) {
            throw in.wrong("Invalid escape");
        }
        return c;
    }
}
