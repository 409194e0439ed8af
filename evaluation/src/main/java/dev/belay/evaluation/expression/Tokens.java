package dev.belay.evaluation.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits JavaScript source into tokens. */
final class Tokens {
    private static final List<String> SIGNS = List.of(
            "===", "!==", "...", "**", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=");
    private static final Set<String> BEFORE_OPERAND = Set.of(
            "(", ",", "[", "!", "&&", "||", "??", "?", ":", "=", "===", "!==", "==", "!=", "return", "+", "{", ";");

    enum Kind {
        NUMBER,
        TEXT,
        TEMPLATE,
        PATTERN,
        NAME,
        SIGN,
        END
    }

    /**
     * @param text of a text its value; of a template literal its source between the backticks; of a pattern its source
     * @param flags of a pattern
     */
    record Token(Kind kind, String text, String flags) {
        boolean is(String sign) {
            return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
        }
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String source) {
        this.source = source;
    }

    static List<Token> read(String source) throws NotAnExpression {
        var reader = new Tokens(source);
        while (reader.skipBlank()) {
            reader.token();
        }
        reader.add(Kind.END, "");
        return reader.tokens;
    }

    private boolean skipBlank() {
        while (at < source.length()) {
            if (Character.isWhitespace(source.charAt(at))) {
                at++;
            } else if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at) && source.indexOf("*/", at) > 0) {
                at = source.indexOf("*/", at) + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void token() throws NotAnExpression {
        char c = source.charAt(at);
        if (Character.isDigit(c) || c == '.' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1))) {
            number();
        } else if (Character.isJavaIdentifierStart(c)) {
            int start = at;
            while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                at++;
            }
            add(Kind.NAME, source.substring(start, at));
        } else if (c == '"' || c == '\'') {
            at++;
            add(Kind.TEXT, Escaped.value(until(c)));
        } else if (c == '`') {
            at++;
            add(Kind.TEMPLATE, until('`'));
        } else if (c == '/' && operandExpected()) {
            pattern();
        } else {
            sign(c);
        }
    }

    private void number() {
        int start = at;
        while (at < source.length() && isOfNumber(start)) {
            at++;
        }
        add(Kind.NUMBER, source.substring(start, at).replace("_", ""));
    }

    private boolean isOfNumber(int start) {
        char c = source.charAt(at);
        boolean signOfExponent = (c == '+' || c == '-')
                && at > start
                && Character.toLowerCase(source.charAt(at - 1)) == 'e'
                && !source.startsWith("0x", start);
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || signOfExponent;
    }

    private boolean operandExpected() {
        return tokens.isEmpty() || BEFORE_OPERAND.contains(tokens.getLast().text()) && isSignOrReturn(tokens.getLast());
    }

    private static boolean isSignOrReturn(Token token) {
        return token.kind() == Kind.SIGN || token.is("return");
    }

    private void pattern() throws NotAnExpression {
        at++;
        int start = at;
        boolean inClass = false;
        for (; at < source.length() && (inClass || source.charAt(at) != '/'); at++) {
            char c = source.charAt(at);
            inClass = c == '[' || inClass && c != ']';
            at += c == '\\' ? 1 : 0;
        }
        if (at >= source.length()) {
            throw new NotAnExpression("a regular expression without its end");
        }
        var body = source.substring(start, at++);
        int flags = at;
        while (at < source.length() && Character.isLetter(source.charAt(at))) {
            at++;
        }
        tokens.add(new Token(Kind.PATTERN, body, source.substring(flags, at)));
    }

    private String until(char quote) throws NotAnExpression {
        int start = at;
        for (; at < source.length() && source.charAt(at) != quote; at++) {
            at += source.charAt(at) == '\\' ? 1 : 0;
        }
        if (at >= source.length()) {
            throw new NotAnExpression("a text without its end");
        }
        return source.substring(start, at++);
    }

    private void sign(char c) throws NotAnExpression {
        for (var sign : SIGNS) {
            if (source.startsWith(sign, at)) {
                at += sign.length();
                add(Kind.SIGN, sign);
                return;
            }
        }
        if ("()[]{}.,:;?!<>=+-*/%^".indexOf(c) < 0) {
            throw new NotAnExpression("the character " + c);
        }
        at++;
        add(Kind.SIGN, String.valueOf(c));
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, ""));
    }
}
