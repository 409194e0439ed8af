package dev.belay.evaluation.yaml;

import java.util.regex.Pattern;

/** Line folding and escapes: a single line break is a space, further ones stay, white space around them goes. */
final class Folding {
    private static final Pattern BREAKS = Pattern.compile("[ \\t]*(?:\\r\\n|[\\r\\n])(?:[ \\t]|\\r\\n|[\\r\\n])*");
    private static final Pattern BREAK = Pattern.compile("\\r\\n|[\\r\\n]");
    private static final String ESCAPED = "0abt\tnvfre \"/\\N_LP";
    private static final String MEANT = "\0\u0007\b\t\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029";

    private Folding() {}

    static String folded(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text;
        }
        return BREAKS.matcher(text).replaceAll(run -> {
            long breaks = BREAK.matcher(run.group()).results().count();
            return breaks == 1 ? " " : "\n".repeat((int) breaks - 1);
        });
    }

    static String unescaped(String text) throws NotYaml {
        var out = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
            out.append(folded(text.substring(from, at)));
            char escape = text.charAt(at + 1);
            int meant = ESCAPED.indexOf(escape);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            from = at + 2 + digits;
            if (meant >= 0) {
                out.append(MEANT.charAt(meant));
            } else if (digits > 0) {
                character(text, at + 2, digits, out);
            } else if (escape == '\n' || escape == '\r') {
                while (from < text.length() && " \t\r\n".indexOf(text.charAt(from)) >= 0) {
                    from++;
                }
            } else {
                throw new NotYaml("unknown escape sequence");
            }
        }
        return out.append(folded(text.substring(from))).toString();
    }

    private static void character(String text, int start, int digits, StringBuilder out) throws NotYaml {
        int end = start + digits;
        if (end > text.length() || !text.substring(start, end).matches("[0-9a-fA-F]+")) {
            throw new NotYaml("expected hexadecimal character");
        }
        long code = Long.parseLong(text.substring(start, end), 16);
        out.appendCodePoint(code > Character.MAX_CODE_POINT ? 0xFFFD : (int) code);
    }
}
