package dev.belay.evaluation.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pattern by the grammar of ECMAScript 2023 with Annex B (ordinary patterns) or without it ({@code u}).
 *
 * <p>Node 20 refuses what later editions allow: modifiers such as {@code (?i:…)} and a group name used twice.
 */
final class PatternReader {
    /** Groups inside groups; more would overflow the stack of whoever reads or compiles the tree. */
    private static final int DEEPEST = 500;

    private final Cursor in;
    private final Escapes escapes;
    private final int groups;
    private final boolean named;
    private final Map<String, Integer> names = new HashMap<>();
    private final List<String> namesUsed = new ArrayList<>();
    private int groupsOpened;
    private int depth;

    PatternReader(String pattern, boolean unicode) {
        in = new Cursor(pattern, unicode);
        int count = 0;
        boolean anyNamed = false;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(pattern, i);
                case '(' -> {
                    boolean name = pattern.startsWith("?<", i + 1)
                            && !pattern.startsWith("?<=", i + 1)
                            && !pattern.startsWith("?<!", i + 1);
                    anyNamed |= name;
                    count += name || !pattern.startsWith("?", i + 1) ? 1 : 0;
                }
                default -> {}
            }
        }
        groups = count;
        named = anyNamed;
        escapes = new Escapes(in, anyNamed || unicode);
    }

    private static int endOfClass(String pattern, int open) {
        int i = open + 1;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    int groups() {
        return groups;
    }

    Map<String, Integer> names() {
        return names;
    }

    Node read() {
        var whole = disjunction();
        if (in.peek() == ')') {
            throw in.wrong("Unmatched ')'");
        }
        if (!names.keySet().containsAll(namesUsed)) {
            throw in.wrong("Invalid named capture referenced");
        }
        return whole;
    }

    private Node disjunction() {
        var alternatives = new ArrayList<Node>();
        do {
            alternatives.add(alternative());
        } while (in.take("|"));
        return alternatives.size() == 1 ? alternatives.getFirst() : new Node.Either(List.copyOf(alternatives));
    }

    private Node alternative() {
        var parts = new ArrayList<Node>();
        while (in.peek() != Cursor.END && in.peek() != '|' && in.peek() != ')') {
            parts.add(term());
        }
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(List.copyOf(parts));
    }

    private Node term() {
        int firstGroup = groupsOpened + 1;
        var edge = edge();
        if (edge != null) {
            return edge;
        }
        var atom = atom();
        // Annex B lets look-ahead be repeated; look-behind never is.
        boolean repeatable = !(atom instanceof Node.Look look) || look.ahead() && !in.unicode;
        if (!repeatable && (in.peek() == '*' || in.peek() == '+' || in.peek() == '?')) {
            throw in.wrong("Invalid quantifier");
        }
        return repeatable ? quantified(atom, firstGroup) : atom;
    }

    private Node.@Nullable Edge edge() {
        if (in.take("^")) {
            return Node.Edge.START;
        } else if (in.take("$")) {
            return Node.Edge.END;
        } else if (in.take("\\b")) {
            return Node.Edge.WORD;
        } else if (in.take("\\B")) {
            return Node.Edge.NOT_WORD;
        }
        return null;
    }

    private Node atom() {
        int c = in.peek();
        switch (c) {
            case '(' -> {
                in.at++;
                return group();
            }
            case '.' -> {
                in.at++;
                return new Node.Chars(CharSet.DOT);
            }
            case '[' -> {
                in.at++;
                return new Node.Chars(new ClassReader(in, escapes).read());
            }
            case '\\' -> {
                in.at++;
                return escape();
            }
            case '*', '+', '?' -> throw in.wrong("Nothing to repeat");
            case '{' -> {
                if (in.unicode || Quantifier.braces(in) != null) {
                    throw in.wrong("Nothing to repeat");
                }
            }
            case '}', ']' -> {
                if (in.unicode) {
                    throw in.wrong("Lone quantifier brackets");
                }
            }
            default -> {}
        }
        return one(in.next());
    }

    private static Node one(int c) {
        return new Node.Chars(CharSet.of(c, c));
    }

    private Node group() {
        if (in.take("?=")) {
            return new Node.Look(true, false, body());
        } else if (in.take("?!")) {
            return new Node.Look(true, true, body());
        } else if (in.take("?<=")) {
            return new Node.Look(false, false, body());
        } else if (in.take("?<!")) {
            return new Node.Look(false, true, body());
        } else if (in.take("?:")) {
            return new Node.Sequence(List.of(body()));
        }
        int group = ++groupsOpened;
        if (in.take("?<")) {
            if (names.put(GroupName.read(in), group) != null) {
                throw in.wrong("Duplicate capture group name");
            }
        } else if (in.peek() == '?') {
            throw in.wrong("Invalid group");
        }
        return new Node.Capture(group, body());
    }

    private Node body() {
        if (++depth > DEEPEST) {
            throw in.wrong("Regular expression too large");
        }
        var body = disjunction();
        depth--;
        if (!in.take(")")) {
            throw in.wrong("Unterminated group");
        }
        return body;
    }

    private Node escape() {
        int c = in.peek();
        if (c == Cursor.END) {
            throw in.wrong("\\ at end of pattern");
        }
        if (c == 'k' && (named || in.unicode)) {
            in.at++;
            return namedReference();
        }
        if (c >= '1' && c <= '9') {
            int back = in.at;
            int number = in.number();
            if (number <= groups) {
                return new Node.BackReference(number);
            }
            if (in.unicode) {
                throw in.wrong("Invalid escape");
            }
            in.at = back;
        }
        var set = escapes.set();
        return set != null ? new Node.Chars(set) : one(escapes.character(false));
    }

    private Node namedReference() {
        if (!in.take("<")) {
            throw in.wrong("Invalid named reference");
        }
        try {
            var name = GroupName.read(in);
            namesUsed.add(name);
            return new Node.NamedBackReference(name);
        } catch (InvalidRegex notAName) {
            throw in.wrong("Invalid named reference");
        }
    }

    private Node quantified(Node atom, int firstGroup) {
        var quantifier = Quantifier.read(in);
        return quantifier == null
                ? atom
                : new Node.Repeat(
                        atom, quantifier.min(), quantifier.max(), quantifier.greedy(), firstGroup, groupsOpened + 1);
    }
}
