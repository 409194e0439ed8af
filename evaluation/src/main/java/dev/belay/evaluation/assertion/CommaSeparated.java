package dev.belay.evaluation.assertion;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.List;

/**
 * promptfoo's splitting of a text value of {@code contains-any} and {@code contains-all}: fields are trimmed, repeated
 * commas count once, a field in double quotes may hold commas, and in it {@code \"}, {@code \\} and {@code ""} are escapes.
 */
final class CommaSeparated {
    /** Fields, or what is wrong. */
    sealed interface Parsed {}

    record Fields(List<String> fields) implements Parsed {}

    record Malformed(String why) implements Parsed {}

    private final String value;
    private int at;

    private CommaSeparated(String value) {
        this.value = value;
    }

    static Parsed parse(String value) {
        return new CommaSeparated(value).fields();
    }

    private Parsed fields() {
        var fields = new ArrayList<String>();
        while (skip(true) < value.length()) {
            if (value.charAt(at) != '"') {
                int end = value.indexOf(',', at);
                end = end < 0 ? value.length() : end;
                fields.add(Whitespace.trim(value.substring(at, end)));
                at = end;
                continue;
            }
            var field = new StringBuilder();
            if (!quoted(field)) {
                return new Malformed("Unterminated quoted field in contains assertion value");
            }
            fields.add(field.toString());
            if (skip(false) < value.length() && value.charAt(at) != ',') {
                return new Malformed("Expected comma after quoted field in contains assertion value");
            }
        }
        return new Fields(List.copyOf(fields));
    }

    private int skip(boolean commasToo) {
        while (at < value.length() && (Whitespace.is(value.charAt(at)) || commasToo && value.charAt(at) == ',')) {
            at++;
        }
        return at;
    }

    private boolean quoted(StringBuilder field) {
        at++;
        while (at < value.length()) {
            char c = value.charAt(at);
            char next = at + 1 < value.length() ? value.charAt(at + 1) : 0;
            if (c == '\\' && (next == '"' || next == '\\') || c == '"' && next == '"') {
                field.append(next);
                at += 2;
            } else if (c == '"') {
                at++;
                return true;
            } else {
                field.append(c);
                at++;
            }
        }
        return false;
    }
}
