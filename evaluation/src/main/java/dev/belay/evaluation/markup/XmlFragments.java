package dev.belay.evaluation.markup;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * XML somewhere in a text: elements whose tags balance, tried as the stretch from the first to the last of neighbours and
 * then one by one, outermost only. Tags that do not balance forget what was open before them. What is found is read
 * leniently, so that {@code <a b>} and unbound prefixes count.
 */
public final class XmlFragments {
    private static final int NONE = -1;

    private final String text;
    private final List<Fragment> found = new ArrayList<>();
    private final Deque<Tag> open = new ArrayDeque<>();

    private record Tag(String name, int start) {}

    /** @param parent where the element around it starts */
    private record Fragment(int start, int end, int parent) {
        boolean within(Fragment other) {
            return start >= other.start && end <= other.end;
        }
    }

    private XmlFragments(String text) {
        this.text = text;
    }

    /** Why there is none that has the elements which must be there, or nothing. */
    public static Optional<String> problemOf(String text, List<String> required) {
        var fragments = new XmlFragments(text).ordered();
        if (fragments.isEmpty()) {
            return Optional.of("No XML content found in the output");
        }
        var readable = new ArrayList<Fragment>();
        for (var fragment : fragments) {
            if (readable.stream().anyMatch(fragment::within)) {
                continue;
            }
            try {
                var tree = XmlTree.of(text.substring(fragment.start(), fragment.end()));
                if (required.stream().allMatch(path -> XmlTree.has(tree, path))) {
                    return Optional.empty();
                }
                readable.add(fragment);
            } catch (XmlTree.Unreadable unreadable) {
                continue;
            }
        }
        return Optional.of("No valid XML content found matching the requirements");
    }

    private Set<Fragment> ordered() {
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            at = tag(at);
        }
        Set<Integer> starts = found.stream().map(Fragment::start).collect(Collectors.toSet());
        var siblings = new LinkedHashMap<Integer, List<Fragment>>();
        found.forEach(fragment -> siblings.computeIfAbsent(fragment.parent(), parent -> new ArrayList<>())
                .add(fragment));
        var ordered = new LinkedHashSet<Fragment>();
        for (Map.Entry<Integer, List<Fragment>> group : siblings.entrySet()) {
            if (group.getValue().size() > 1 && !starts.contains(group.getKey())) {
                int first = group.getValue().stream()
                        .mapToInt(Fragment::start)
                        .min()
                        .orElseThrow();
                int last =
                        group.getValue().stream().mapToInt(Fragment::end).max().orElseThrow();
                ordered.add(new Fragment(first, last, group.getKey()));
            }
        }
        found.stream()
                .filter(fragment -> !starts.contains(fragment.parent()))
                .sorted(Comparator.comparingInt(Fragment::start))
                .forEach(ordered::add);
        return ordered;
    }

    /** Where to look on from: the end of the tag, or its start where it is none. */
    private int tag(int start) {
        if (start + 1 >= text.length()) {
            return start;
        }
        return switch (text.charAt(start + 1)) {
            case '!' -> declarationEnd(start);
            case '?' -> delimited("?>", start + 2);
            case '/' -> closing(start);
            default -> opening(start);
        };
    }

    private int opening(int start) {
        int nameEnd = nameEnd(start + 1);
        int end = nameEnd < 0 ? -1 : tagEnd(start);
        if (end < 0) {
            return start;
        }
        int last = end - 1;
        while (last > start && Whitespace.is(text.charAt(last))) {
            last--;
        }
        if (text.charAt(last) == '/') {
            found.add(new Fragment(start, end + 1, parent()));
        } else {
            open.push(new Tag(text.substring(start + 1, nameEnd), start));
        }
        return end;
    }

    private int closing(int start) {
        int nameEnd = nameEnd(start + 2);
        int end = nameEnd < 0 ? -1 : tagEnd(start);
        if (end < 0) {
            return start;
        }
        var name = text.substring(start + 2, nameEnd);
        if (!open.isEmpty() && open.getFirst().name().equals(name)) {
            int opened = open.pop().start();
            found.add(new Fragment(opened, end + 1, parent()));
        } else {
            open.clear();
        }
        return end;
    }

    private int parent() {
        return open.isEmpty() ? NONE : open.getFirst().start();
    }

    /** −1 where a tag opens inside the tag, or it does not end. */
    private int tagEnd(int start) {
        char quote = 0;
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '<') {
                return -1;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    private int declarationEnd(int start) {
        if (text.startsWith("<!--", start)) {
            return delimited("-->", start + 4);
        } else if (text.startsWith("<![CDATA[", start)) {
            return delimited("]]>", start + 9);
        }
        char quote = 0;
        int brackets = 0;
        for (int i = start + 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>' && brackets == 0) {
                return i;
            } else {
                brackets += c == '[' ? 1 : c == ']' && brackets > 0 ? -1 : 0;
            }
        }
        return text.length() - 1;
    }

    private int delimited(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() - 1 : found + end.length() - 1;
    }

    private int nameEnd(int start) {
        int at = start;
        while (at < text.length() && XmlName.part(text.codePointAt(at), at == start)) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at == start ? -1 : at;
    }
}
