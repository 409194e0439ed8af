package dev.belay.evaluation.template;

import java.util.LinkedHashSet;
import java.util.Set;

/** Reads what lies inside one tag, up to its end, and writes it as Jinjava's expression language reads it. */
final class NunjucksExpression {
    private static final Set<String> TESTING = Set.of("if", "elif", "elseif", "or", "is");

    private final String source;
    private final String endMark;
    private final Set<String> callable;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;
    private boolean trimsAfter;
    private boolean tests;
    private final Set<String> names = new LinkedHashSet<>();

    NunjucksExpression(String source, int start, String endMark, Set<String> callable) {
        this.source = source;
        this.at = start;
        this.endMark = endMark;
        this.callable = callable;
    }

    int end() {
        return at;
    }

    boolean trimsAfter() {
        return trimsAfter;
    }

    /** What it reads of the variables, and what the tag binds. */
    Set<String> names() {
        return names;
    }

    /** Whether it asks for what it names, or has something else in its place: by {@code if}, {@code or}, {@code default}. */
    boolean tests() {
        return tests;
    }

    String read() {
        while (!ended()) {
            if (at >= source.length()) {
                throw new TemplateFailed("expected " + endMark + ", got end of file");
            }
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                literal(c);
            } else if (Character.isJavaIdentifierStart(c)) {
                name();
            } else if (Character.isDigit(c)) {
                number();
            } else {
                operator(c);
            }
        }
        return out.toString();
    }

    /** A dictionary's closing braces may look like the end of the tag. */
    private boolean ended() {
        if (depth > 0) {
            return false;
        }
        trimsAfter = source.startsWith("-" + endMark, at);
        if (trimsAfter || source.startsWith(endMark, at)) {
            at += endMark.length() + (trimsAfter ? 1 : 0);
            return true;
        }
        return false;
    }

    /** Nunjucks knows {@code \n}, {@code \t} and {@code \r}; any other escaped character is itself. */
    private void literal(char quote) {
        var value = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != quote; at++) {
            char c = source.charAt(at);
            if (c == '\\' && at + 1 < source.length()) {
                c = source.charAt(++at);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
            }
            value.append(c);
        }
        if (at >= source.length()) {
            throw new TemplateFailed("a text in quotes has no end");
        }
        at++;
        out.append(quote)
                .append(value.toString().replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote))
                .append(quote);
    }

    private void name() {
        int start = at;
        while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
        var name = source.substring(start, at);
        if (name.startsWith("____")) {
            throw new TemplateFailed("the name %s belongs to the template engine".formatted(name));
        }
        var before = out.toString().stripTrailing();
        boolean afterDot = before.endsWith(".");
        if (before.endsWith("|")) {
            if (!Filters.NAMES.contains(name)) {
                throw new TemplateFailed("filter not found: " + name);
            }
        } else if (!afterDot && calledHere() && !callable.contains(name) && !isWord(name) && !isTest(before)) {
            throw new TemplateFailed("Unable to call `%s`, which is undefined or falsey".formatted(name));
        }
        note(name, before);
        out.append(name);
    }

    private void note(String name, String before) {
        boolean filter = before.endsWith("|");
        tests |= filter ? name.equals("default") || name.equals("d") : TESTING.contains(name);
        boolean tag = before.isEmpty() && endMark.equals("%}");
        boolean plain =
                !tag && !filter && !before.endsWith(".") && !isWord(name) && !isTest(before) && !namesArgument();
        if (plain) {
            names.add(name);
        }
    }

    /** {@code name=} in a call, which is not {@code name ==}. */
    private boolean namesArgument() {
        return depth > 0 && source.startsWith("=", at) && !source.startsWith("==", at);
    }

    private boolean calledHere() {
        return source.startsWith("(", at);
    }

    private static boolean isWord(String name) {
        return switch (name) {
            case "and", "or", "not", "in", "if", "else", "is", "elif", "elseif", "set", "macro" -> true;
            default -> false;
        };
    }

    private boolean isTest(String before) {
        return before.endsWith(" is")
                || before.endsWith(" is not")
                || out.indexOf("macro ") == 0
                || out.indexOf(" macro ") == 0;
    }

    private void number() {
        int start = at;
        boolean property = out.toString().stripTrailing().endsWith(".");
        while (at < source.length() && (Character.isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
            at++;
        }
        var digits = source.substring(start, at);
        if (property) {
            throw new TemplateFailed("expected name as lookup value, got " + digits);
        }
        out.append(digits);
    }

    /** {@code ===} becomes a test, which Jinjava knows before a value; before anything else it compares loosely. */
    private void strictly(boolean negated) {
        at += 3;
        int next = at;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        char c = next < source.length() ? source.charAt(next) : ' ';
        boolean value = c == '"' || c == '\'' || Character.isDigit(c) || Character.isJavaIdentifierStart(c);
        var loosely = negated ? "!=" : "==";
        out.append(value ? (negated ? " is not " : " is ") + StrictlyEqual.NAME + " " : loosely);
    }

    private void operator(char c) {
        if (source.startsWith("===", at) || source.startsWith("!==", at)) {
            strictly(c == '!');
            return;
        }
        boolean foreign = c == '?'
                || c == '&'
                || c == ';'
                || c == '`'
                || c == '$'
                || c == '@'
                || c == '\\'
                || c == '#'
                || c == '!' && !source.startsWith("!=", at)
                || source.startsWith("||", at);
        if (foreign) {
            throw new TemplateFailed("unexpected token: " + c);
        }
        depth += c == '{' || c == '[' || c == '(' ? 1 : 0;
        depth -= depth > 0 && (c == '}' || c == ']' || c == ')') ? 1 : 0;
        // Jinjava reads 0.1+0.2 without spaces as one number.
        boolean spaced = c == '+' || c == '-';
        out.append(spaced ? " " : "").append(c).append(spaced ? " " : "");
        at++;
    }
}
