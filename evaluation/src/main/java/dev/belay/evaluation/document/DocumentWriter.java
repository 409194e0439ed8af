package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Documents as YAML that people like to edit; read back by {@link FolderReader}, they are equal. */
public final class DocumentWriter {

    /** Assertions and short lists stay on one line up to here, in characters of JSON. */
    private static final int ONE_LINE = 90;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setSplitLines(false)
            // An alias would be right, and nobody would know what it is.
            .setDereferenceAliases(true)
            .build();

    private DocumentWriter() {}

    /** The content of {@code prompt.yaml}. */
    public static String prompt(PromptDocument prompt) {
        return yaml(prompt);
    }

    /** The content of {@code criteria.yaml}. */
    public static String criteria(CriteriaDocument criteria) {
        return yaml(criteria);
    }

    /** The content of a file in {@code cases}. */
    public static String cases(List<Case> cases) {
        return yaml(cases);
    }

    private static String yaml(Object document) {
        var node = node(EventJson.mapper().valueToTree(document));
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(node).iterator());
    }

    private static Node node(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> text(value.textValue());
            case NUMBER -> scalar(value.isIntegralNumber() ? Tag.INT : Tag.FLOAT, value);
            case BOOLEAN -> scalar(Tag.BOOL, value);
            case NULL, MISSING -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON value: " + value.getNodeType());
        };
    }

    private static Node object(JsonNode object) {
        var members = new ArrayList<NodeTuple>();
        object.properties()
                .forEach(member -> members.add(new NodeTuple(text(member.getKey()), node(member.getValue()))));
        return new MappingNode(Tag.MAP, members, style(object, object.has("type")));
    }

    private static Node array(JsonNode array) {
        var elements = new ArrayList<Node>();
        boolean plain = true;
        for (var element : array) {
            elements.add(node(element));
            plain &= element.isValueNode();
        }
        return new SequenceNode(Tag.SEQ, elements, style(array, plain));
    }

    private static FlowStyle style(JsonNode container, boolean compact) {
        var json = container.toString();
        boolean oneLine = compact && json.length() <= ONE_LINE && !json.contains("\\n");
        return oneLine || container.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    /** The emitter quotes what would not come back as the same text, except for characters that nobody sees. */
    private static Node text(String text) {
        if (INVISIBLE.matcher(text).find()) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
        }
        boolean lines = text.contains("\n") && !text.isBlank();
        return new ScalarNode(Tag.STR, text, lines ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }

    private static Node scalar(Tag tag, JsonNode value) {
        return new ScalarNode(tag, value.toString(), ScalarStyle.PLAIN);
    }
}
