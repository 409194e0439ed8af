package dev.belay.evaluation.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.javascript.Coercion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one flow mapping, {@code {…}}, by the rules of js-yaml 5 with {@code json: true}: the last of doubled keys counts, keys
 * and values may be missing. SnakeYAML Engine refuses or accepts one in twenty-five such texts differently
 * ({@code {: 1}}, {@code {a: :b}}, {@code {"a"\n: 1}}, {@code {-}}), which is why this is not left to it.
 */
final class FlowReader {
    private static final int DEEPEST = 100;
    private static final int MOST_ALIASES = 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final FlowCursor in;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private int depth;
    private int aliases;

    private FlowReader(String text) {
        in = new FlowCursor(text);
    }

    static JsonNode read(String text) throws NotYaml {
        if (text.indexOf(0) >= 0) {
            throw new NotYaml("null byte is not allowed in input");
        }
        var reader = new FlowReader(text);
        var mapping = reader.collection();
        reader.in.skipSeparation();
        if (mapping == null || !reader.in.atEnd()) {
            throw new NotYaml("end of the stream or a document separator is expected");
        }
        return mapping;
    }

    private @Nullable JsonNode collection() throws NotYaml {
        char open = in.peek();
        if (open != '{' && open != '[') {
            return null;
        }
        in.next();
        return open == '{' ? mapping() : sequence();
    }

    /** Whether the collection ends here; if it goes on, a comma must have been read before. */
    private boolean ends(char close, boolean separated) throws NotYaml {
        in.skipSeparation();
        if (in.peek() == close) {
            in.next();
            return true;
        } else if (in.atEnd()) {
            throw new NotYaml("unexpected end of the stream within a flow collection");
        } else if (!separated) {
            throw new NotYaml("missed comma between flow collection entries");
        } else if (in.peek() == ',') {
            throw new NotYaml("expected the node content, but found ','");
        }
        return false;
    }

    private boolean comma() {
        boolean comma = in.peek() == ',';
        if (comma) {
            in.next();
        }
        return comma;
    }

    private boolean questionMark() {
        boolean explicit = in.peek() == '?' && FlowCursor.isSpaceOrBreak(in.peek(1));
        if (explicit) {
            in.next();
            in.skipSeparation();
        }
        return explicit;
    }

    private JsonNode mapping() throws NotYaml {
        var mapping = NODES.objectNode();
        boolean separated = true;
        while (!ends('}', separated)) {
            questionMark();
            boolean merges = in.startsWith("<<");
            var key = node();
            merges &= key.isTextual() && key.textValue().equals("<<");
            in.skipSeparation();
            put(mapping, key, in.peek() == ':' ? value() : NODES.nullNode(), merges);
            separated = comma();
        }
        return mapping;
    }

    private JsonNode value() throws NotYaml {
        in.next();
        in.skipSeparation();
        var value = node();
        in.skipSeparation();
        return value;
    }

    /** {@code [a: b]} is a list of one mapping, if key and colon stand on one line. */
    private JsonNode sequence() throws NotYaml {
        var sequence = NODES.arrayNode();
        boolean separated = true;
        while (!ends(']', separated)) {
            boolean explicit = questionMark();
            int line = in.line();
            var entry = node();
            in.skipSeparation();
            if (in.peek() == ':' && (explicit || in.line() == line)) {
                var pair = NODES.objectNode();
                put(pair, entry, value(), false);
                sequence.add(pair);
            } else if (explicit) {
                var pair = NODES.objectNode();
                put(pair, entry, NODES.nullNode(), false);
                sequence.add(pair);
            } else {
                sequence.add(entry);
            }
            separated = comma();
        }
        return sequence;
    }

    private static void put(ObjectNode mapping, JsonNode key, JsonNode value, boolean merges) throws NotYaml {
        if (merges) {
            merge(mapping, value);
            return;
        }
        if (key.isContainerNode()) {
            throw new NotYaml("object-based map does not support complex keys");
        }
        mapping.set(Coercion.text(key), value);
    }

    private static void merge(ObjectNode mapping, JsonNode source) throws NotYaml {
        if (source.isObject()) {
            source.properties().forEach(field -> mapping.putIfAbsent(field.getKey(), field.getValue()));
        } else if (source instanceof ArrayNode sources) {
            for (var one : sources) {
                if (!one.isObject()) {
                    throw new NotYaml("cannot merge mappings; the provided source object is unacceptable");
                }
                merge(mapping, one);
            }
        } else {
            throw new NotYaml("cannot merge mappings; the provided source object is unacceptable");
        }
    }

    /** A node with its tag and anchor; where nothing stands, null. */
    private JsonNode node() throws NotYaml {
        if (++depth >= DEEPEST) {
            throw new NotYaml("nesting exceeded maxDepth (100)");
        }
        String tag = null;
        String anchor = null;
        int line = in.line();
        // After a tag or an anchor, text at the very start of a line is not its node.
        while ((in.peek() == '!' || in.peek() == '&') && !(in.line() > line && in.atColumnZero())) {
            boolean isTag = in.peek() == '!';
            if ((isTag ? tag : anchor) != null) {
                throw new NotYaml("duplication of a property");
            }
            in.next();
            var name = in.word();
            if (isTag) {
                tag = name;
            } else {
                anchor = named(name);
            }
            in.skipSeparation();
        }
        boolean hasProperties = tag != null || anchor != null;
        boolean cutOff = hasProperties && in.line() > line && in.atColumnZero();
        var node = cutOff ? Tags.apply(tag, "", NODES.nullNode(), "!str") : content(tag, hasProperties);
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        depth--;
        return node;
    }

    private static String named(String name) throws NotYaml {
        if (name.isEmpty()) {
            throw new NotYaml("the name of an anchor must contain at least one character");
        }
        return name;
    }

    private JsonNode content(@Nullable String tag, boolean hasProperties) throws NotYaml {
        var collection = collection();
        if (collection != null) {
            return Tags.apply(tag, "", collection, collection.isObject() ? "!map" : "!seq");
        }
        return switch (in.peek()) {
            case '\'', '"' -> {
                var text = in.quoted();
                yield Tags.apply(tag, text, NODES.textNode(text), "!str");
            }
            case '*' -> {
                if (hasProperties) {
                    throw new NotYaml("alias node should not have any properties");
                }
                yield alias();
            }
            default -> {
                var text = in.plain();
                yield Tags.apply(tag, text, PlainScalar.resolve(text), "!str");
            }
        };
    }

    private JsonNode alias() throws NotYaml {
        in.next();
        var node = anchors.get(named(in.word()));
        if (node == null || ++aliases > MOST_ALIASES) {
            throw new NotYaml("unidentified alias");
        }
        return node;
    }
}
