package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.belay.contracts.event.EventJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 with the core schema ({@code Yes} is text), as JSON values that know their lines. Doubled keys, keys that are
 * not plain values, and tags are mistakes.
 */
public final class YamlText {

    /** Aliases of aliases grow exponentially; no file that people write comes near. */
    private static final int MAX_VALUES = 1_000_000;

    private static final CoreSchema SCHEMA = new CoreSchema();

    private final String file;
    private final Mistakes mistakes;
    private final Deque<Node> around = new ArrayDeque<>();
    private Map<String, Integer> lines = new HashMap<>();
    private int values;

    private YamlText(String file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /** The documents of the file, none where the text is not YAML. */
    public static List<Source> read(String text, String file, Mistakes mistakes) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(SCHEMA)
                // Refused here, with the line.
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        var reader = new YamlText(file, mistakes);
        try {
            var documents = new ArrayList<Source>();
            for (var root : new Compose(settings).composeAllFromString(text)) {
                documents.add(reader.document(root));
            }
            return documents;
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            mistakes.add(file, line, "not YAML: " + said(e));
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            mistakes.add(
                    file, line, "not YAML: the character U+%04X is not allowed; remove it".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            mistakes.add(file, null, "not YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            // The composer recurses, so only the stack knows how deep is too deep.
            mistakes.add(file, null, "nested too deeply to be read");
        }
        return List.of();
    }

    private static String said(MarkedYamlEngineException e) {
        var said = e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
        boolean tab = e.getProblem() != null && e.getProblem().contains("\\t");
        return said.replaceAll("\\s+", " ") + (tab ? "; indent with blanks" : "");
    }

    private Source document(Node root) {
        lines = new HashMap<>();
        lines.put("", lineOf(root));
        return new Source(file, value(root, ""), lines, Map.of());
    }

    private JsonNode value(Node node, String pointer) {
        if (++values > MAX_VALUES) {
            throw new YamlEngineException("more than " + MAX_VALUES + " values, counting each use of an alias");
        }
        if (around.contains(node)) {
            throw new YamlEngineException("an alias in line " + lineOf(node) + " contains itself");
        }
        around.push(node);
        var value = switch (node) {
            case MappingNode mapping -> object(mapping, pointer);
            case SequenceNode sequence -> array(sequence, pointer);
            case ScalarNode scalar -> scalar(scalar, pointer);
            default -> throw new IllegalStateException("a node that YAML 1.2 has not: " + node);
        };
        around.pop();
        return value;
    }

    private JsonNode object(MappingNode mapping, String pointer) {
        untagged(mapping, Tag.MAP, pointer);
        var object = JsonNodeFactory.instance.objectNode();
        for (var member : mapping.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.NULL)) {
                mistake(member.getKeyNode(), pointer, "a key must be a plain name; write {{…}} in quotes");
                continue;
            }
            var place = Pointer.child(pointer, key.getValue());
            if (object.has(key.getValue())) {
                mistake(key, place, "doubled key, first in line " + lines.get(place) + "; remove one");
                continue;
            }
            lines.put(place, lineOf(key));
            object.set(key.getValue(), value(member.getValueNode(), place));
        }
        return object;
    }

    private JsonNode array(SequenceNode sequence, String pointer) {
        untagged(sequence, Tag.SEQ, pointer);
        var array = JsonNodeFactory.instance.arrayNode();
        for (var element : sequence.getValue()) {
            var place = Pointer.child(pointer, array.size());
            lines.put(place, lineOf(element));
            array.add(value(element, place));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) {
        var construct = SCHEMA.getSchemaTagConstructors().get(scalar.getTag());
        if (scalar.getTag().equals(Tag.STR)) {
            return JsonNodeFactory.instance.textNode(scalar.getValue());
        }
        if (construct == null
                || !List.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT).contains(scalar.getTag())) {
            mistake(scalar, pointer, "the tag " + scalar.getTag() + " is not available; remove it");
            return NullNode.getInstance();
        }
        var value = construct.construct(scalar);
        if (value instanceof Double number && !Double.isFinite(number)) {
            mistake(scalar, pointer, scalar.getValue() + " is no number that JSON has; put it in quotes if it is text");
            return NullNode.getInstance();
        }
        return EventJson.mapper().valueToTree(value);
    }

    private void untagged(Node node, Tag usual, String pointer) {
        if (!node.getTag().equals(usual)) {
            mistake(node, pointer, "the tag " + node.getTag() + " is not available; remove it");
        }
    }

    private void mistake(Node node, String pointer, String message) {
        mistakes.add(file, lineOf(node), pointer.isEmpty() ? null : Pointer.readable(pointer), message);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
