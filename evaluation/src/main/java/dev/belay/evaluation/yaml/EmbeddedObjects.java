package dev.belay.evaluation.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * promptfoo's finding of objects in a text: from each open brace to the one that balances it, whatever stands between, read
 * as lenient YAML with {@code //} comments. Braces inside quotes count, braces that the text leaves open are closed.
 */
public final class EmbeddedObjects {
    /** Beyond this many characters an object is taken to be cut off, which bounds the work on a wall of braces. */
    private static final int LONGEST = 100_000;

    private EmbeddedObjects() {}

    public static List<JsonNode> in(String text) {
        var objects = new ArrayList<JsonNode>();
        for (int start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start)) {
            int limit = (int) Math.min((long) start + LONGEST, text.length());
            int open = 1;
            int end = start + 1;
            while (end < limit && open > 0) {
                char c = text.charAt(end++);
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
            int next = start + 1;
            if (end > start + 1) {
                try {
                    var found = FlowReader.read(slashCommentsAsHashes(text.substring(start, end) + "}".repeat(open)));
                    if (found.isContainerNode()) {
                        objects.add(found);
                        next = end;
                    }
                } catch (NotYaml notAnObject) {
                    next = start + 1;
                }
            }
            start = next;
        }
        return objects;
    }

    static String slashCommentsAsHashes(String text) {
        return text.contains("//")
                ? Stream.of(text.split("\n", -1)).map(EmbeddedObjects::line).collect(Collectors.joining("\n"))
                : text;
    }

    /** {@code //} starts a comment outside quotes, unless it belongs to an address; an apostrophe after a letter is no quote. */
    private static String line(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'' && !letterAt(line, i - 1))) {
                quote = c;
            } else if (quote != 0) {
                boolean closes = c == quote && !escaped(line, i) && !(c == '\'' && letterAt(line, i + 1));
                quote = closes ? 0 : quote;
            } else if (line.startsWith("//", i) && !partOfAddress(line, i)) {
                int end = i;
                while (end < line.length() && line.charAt(end) == '/') {
                    end++;
                }
                return line.substring(0, i) + "#".repeat((end - i) / 2) + line.substring(end);
            }
        }
        return line;
    }

    private static boolean letterAt(String line, int at) {
        if (at < 0 || at >= line.length()) {
            return false;
        }
        char c = line.charAt(at);
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean escaped(String line, int at) {
        int backslashes = 0;
        while (at - 1 - backslashes >= 0 && line.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static boolean partOfAddress(String line, int slashes) {
        int start = slashes;
        while (start > 0 && !Whitespace.is(line.charAt(start - 1))) {
            start--;
        }
        return line.substring(start, slashes + 2).contains("://");
    }
}
