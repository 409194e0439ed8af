package dev.belay.evaluation.markup;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tree that fast-xml-parser 5 makes of a text: elements by name, those of one name in a list, attributes as
 * {@code @_name}, text beside them as {@code #text}, an element with nothing but text as that text. It is lenient: a closing
 * tag closes whatever is open, and what is never closed ends with the text.
 */
final class XmlTree {
    private static final int DEEPEST = 100;
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=]+)\\s*(?:=\\s*(?:\"[^\"]*\"|'[^']*'))?");
    private static final String TEXT = "";

    private final String xml;
    private final Deque<Node> open = new ArrayDeque<>();
    private final Node root = new Node("", Map.of());
    private final StringBuilder text = new StringBuilder();

    private XmlTree(String xml) {
        this.xml = xml;
    }

    /** It has a comment, a section or a tag that does not end, or is nested more than 100 deep. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    private static final class Node {
        private final String name;
        private final Map<String, Object> members = new LinkedHashMap<>();
        private boolean hasText;
        private final Map<String, Object> attributes;

        Node(String name, Map<String, Object> attributes) {
            this.name = name;
            this.attributes = attributes;
        }

        Object value() {
            if (attributes.isEmpty() && members.isEmpty()) {
                return TEXT;
            }
            members.putAll(attributes);
            if (hasText) {
                members.put("#text", TEXT);
            }
            return members;
        }

        void add(String child, Object value) {
            var before = members.get(child);
            if (before instanceof List<?> several) {
                var all = new ArrayList<Object>(several);
                all.add(value);
                members.put(child, all);
            } else {
                members.put(child, before == null ? value : List.of(before, value));
            }
        }
    }

    /** @throws Unreadable */
    static Map<String, Object> of(String xml) {
        return new XmlTree(xml).read();
    }

    /** @param path names with dots between, from the root; the elements of a list by their index */
    static boolean has(Map<String, Object> tree, String path) {
        Object at = tree;
        for (var key : path.split("\\.", -1)) {
            at = member(at, key);
            if (at == null) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object member(Object at, String key) {
        return switch (at) {
            case Map<?, ?> members -> members.get(key);
            case List<?> list
            when key.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(key) < list.size() ->
                list.get(Integer.parseInt(key));
            default -> null;
        };
    }

    private Map<String, Object> read() {
        open.push(root);
        int at = 0;
        while (at < xml.length()) {
            if (xml.charAt(at) != '<') {
                text.append(xml.charAt(at++));
            } else if (xml.startsWith("</", at)) {
                at = after(">", at, "Closing Tag is not closed.");
                close();
            } else if (xml.startsWith("<?", at)) {
                at = instruction(at);
            } else if (xml.startsWith("<!--", at)) {
                at = after("-->", at + 4, "Comment is not closed.");
            } else if (xml.startsWith("<![", at)) {
                at = after("]]>", at, "CDATA is not closed.");
                saveText();
                current().hasText |= current() != root;
            } else if (xml.startsWith("<!D", at)) {
                at = after(">", at, "Unclosed DOCTYPE");
            } else {
                at = element(at);
            }
        }
        while (open.size() > 1) {
            close();
        }
        return root.members;
    }

    private Node current() {
        return open.getFirst();
    }

    private int after(String end, int from, String otherwise) {
        int found = xml.indexOf(end, from);
        if (found < 0) {
            throw new Unreadable(otherwise);
        }
        return found + end.length();
    }

    private void saveText() {
        if (current() != root && !Whitespace.trim(text.toString()).isEmpty()) {
            current().hasText = true;
        }
        text.setLength(0);
    }

    private void close() {
        saveText();
        if (open.size() > 1) {
            var closed = open.pop();
            current().add(closed.name, closed.value());
        }
    }

    private int instruction(int at) {
        int end = after("?>", at, "Pi Tag is not closed.");
        saveText();
        var content = xml.substring(at + 1, end - 2);
        int name = nameEnd(content);
        current().add(content.substring(0, name), new Node("", attributes(content.substring(name))).value());
        return end;
    }

    private int element(int at) {
        int end = tagEnd(at);
        saveText();
        var content = xml.substring(at + 1, end);
        boolean empty = content.endsWith("/");
        content = empty ? content.substring(0, content.length() - 1) : content;
        int name = nameEnd(content);
        var node = new Node(content.substring(0, name), attributes(content.substring(name)));
        if (empty) {
            current().add(node.name, node.value());
        } else if (open.size() > DEEPEST + 1) {
            throw new Unreadable("Maximum nested tags exceeded");
        } else {
            open.push(node);
        }
        return end + 1;
    }

    private int tagEnd(int at) {
        char quote = 0;
        for (int i = at + 1; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        throw new Unreadable("Unclosed tag");
    }

    private static int nameEnd(String content) {
        int end = 0;
        while (end < content.length() && !Whitespace.is(content.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Map<String, Object> attributes(String content) {
        var attributes = new LinkedHashMap<String, Object>();
        var found = ATTRIBUTE.matcher(content);
        while (found.find()) {
            attributes.put("@_" + found.group(1), TEXT);
        }
        return attributes;
    }
}
