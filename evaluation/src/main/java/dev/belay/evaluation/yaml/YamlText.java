package dev.belay.evaluation.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.evaluation.javascript.Coercion;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One YAML 1.2 document that a person wrote: doubled keys are refused. */
public final class YamlText {
    private static final int MOST_CHARACTERS = 10_000_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MOST_CHARACTERS)
            .setUseMarks(false)
            .build();

    private YamlText() {}

    /** An empty document is a missing node. */
    public static JsonNode parse(String text) throws NotYaml {
        try {
            Iterator<Object> documents =
                    new Load(SETTINGS).loadAllFromString(text).iterator();
            if (!documents.hasNext()) {
                return MissingNode.getInstance();
            }
            var document = node(documents.next());
            if (documents.hasNext()) {
                throw new NotYaml("expected a single document in the stream, but found more");
            }
            return document;
        } catch (YamlEngineException | StackOverflowError malformed) {
            throw new NotYaml(String.valueOf(malformed.getMessage()));
        }
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Boolean truth -> NODES.booleanNode(truth);
            case Number number -> NODES.numberNode(number.doubleValue());
            case List<?> list -> {
                var array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = NODES.objectNode();
                map.forEach((key, element) -> object.set(Coercion.text(node(key)), node(element)));
                yield object;
            }
            default -> NODES.textNode(value.toString());
        };
    }
}
