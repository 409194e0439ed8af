package dev.belay.evaluation.yaml;

import java.util.regex.Pattern;

/** A place in YAML text inside a flow collection, and the reading of what holds no further collection. */
final class FlowCursor {
    private static final char END = 0;
    private static final String INDICATORS = ",[]{}";
    private static final String NOT_FIRST = "#&*!|>'\"%@`";
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private final String text;
    private int at;
    private int lineStart;
    private int line;

    FlowCursor(String text) {
        this.text = text;
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    void next() {
        at++;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    boolean startsWith(String start) {
        return text.startsWith(start, at);
    }

    int line() {
        return line;
    }

    /** Tabs are no indentation. */
    boolean atColumnZero() {
        return lineStart >= text.length() || text.charAt(lineStart) != ' ';
    }

    static boolean isSpaceOrBreak(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private void skipBreak() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
        lineStart = at;
    }

    /** White space, line breaks, and comments that white space parts from what is before them. */
    void skipSeparation() {
        while (!atEnd()) {
            if (isBreak(peek())) {
                skipBreak();
            } else if (isSpaceOrBreak(peek())) {
                at++;
            } else if (peek() == '#' && (at == lineStart || isSpaceOrBreak(text.charAt(at - 1)))) {
                while (!atEnd() && !isBreak(peek())) {
                    at++;
                }
            } else {
                return;
            }
        }
    }

    /** The name of a tag, an anchor or an alias. */
    String word() {
        int start = at;
        while (!atEnd() && !isSpaceOrBreak(peek()) && INDICATORS.indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean atDocumentMark() {
        return at == lineStart
                && at > 0
                && (startsWith("---") || startsWith("..."))
                && (at + 3 >= text.length() || isSpaceOrBreak(text.charAt(at + 3)));
    }

    private static boolean endsIndicator(char following) {
        return following == END || isSpaceOrBreak(following) || INDICATORS.indexOf(following) >= 0;
    }

    /** Unquoted text, over several lines too; empty where none can start. */
    String plain() throws NotYaml {
        char first = peek();
        if (endsIndicator(first)
                || NOT_FIRST.indexOf(first) >= 0
                || (first == '?' || first == '-') && endsIndicator(peek(1))) {
            return "";
        }
        int start = at;
        int end = at;
        while (!atEnd() && !atDocumentMark() && !plainEnds()) {
            if (isBreak(peek())) {
                while (!atEnd() && isSpaceOrBreak(peek())) {
                    if (isBreak(peek())) {
                        skipBreak();
                    } else {
                        at++;
                    }
                }
            } else {
                end = peek() == ' ' || peek() == '\t' ? end : at + 1;
                at++;
            }
        }
        var plain = text.substring(start, end);
        if (UNPRINTABLE.matcher(plain).find()) {
            throw new NotYaml("the stream contains non-printable characters");
        }
        return Folding.folded(plain);
    }

    private boolean plainEnds() {
        char c = peek();
        return c == ':' && endsIndicator(peek(1))
                || c == '#' && isSpaceOrBreak(text.charAt(at - 1))
                || INDICATORS.indexOf(c) >= 0;
    }

    /** Text in single or double quotes, the cursor being at the first quote. */
    String quoted() throws NotYaml {
        char quote = peek();
        int start = ++at;
        while (!atEnd()) {
            char c = peek();
            if (c == quote && quote == '\'' && peek(1) == '\'') {
                at += 2;
            } else if (c == quote) {
                var inside = text.substring(start, at++);
                return quote == '"' ? Folding.unescaped(inside) : Folding.folded(inside.replace("''", "'"));
            } else if (c == '\\' && quote == '"' && !isBreak(peek(1))) {
                at += 2;
            } else if (isBreak(c)) {
                skipBreak();
            } else if (atDocumentMark()) {
                throw new NotYaml("unexpected end of the document within a quoted scalar");
            } else if (c < ' ' && c != '\t') {
                throw new NotYaml("expected valid JSON character");
            } else {
                at++;
            }
        }
        throw new NotYaml("unexpected end of the stream within a quoted scalar");
    }
}
