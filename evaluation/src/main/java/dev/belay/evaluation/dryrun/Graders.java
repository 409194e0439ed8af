package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.judging.Grading;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who grades an assertion: whom it names itself, else its test or {@code defaultTest}, else the standard grader. Each may
 * name one model for texts and another for embeddings.
 */
final class Graders {
    private static final String EMBEDDING = "openai:embedding:";

    private final Checker checker;
    private final Connections connections;
    private final String standard;

    /** @param standard the id of the model that grades where nobody is named */
    Graders(Checker checker, Connections connections, String standard) {
        this.checker = checker;
        this.connections = connections;
        this.standard = standard;
    }

    Checker checkerFor(One one, ObjectNode options) {
        var named = one.options().hasNonNull("provider") ? one.options().path("provider") : options.path("provider");
        var type = one.assertion().type().replaceFirst("^not-", "");
        var embeddings = embeddings(named);
        if (type.startsWith("similar")) {
            return embeddings.map(checker::with).orElse(checker);
        } else if (!Checker.isModelGraded(one.assertion())) {
            return checker;
        }
        var text = part(named, "text").orElse(named);
        var id = text.isTextual() ? text.textValue() : text.path("id").asText(standard);
        var config = text.path("config").isObject()
                ? (ObjectNode) text.path("config")
                : JsonNodeFactory.instance.objectNode();
        Judge judge = connections
                .judge(id.startsWith(EMBEDDING) ? standard : id, config)
                .with(grading(one, options));
        return checker.with(embeddings.map(judge::with).orElse(judge));
    }

    private Optional<Embeddings> embeddings(JsonNode named) {
        var part = part(named, "embedding").orElse(named);
        var id = part.isTextual() ? part.textValue() : part.path("id").asText("");
        var config = part.path("config").isObject()
                ? (ObjectNode) part.path("config")
                : JsonNodeFactory.instance.objectNode();
        return id.startsWith(EMBEDDING)
                ? Optional.of(connections.embeddings(id.substring(EMBEDDING.length()), config))
                : Optional.empty();
    }

    private static Optional<JsonNode> part(JsonNode named, String kind) {
        return named.hasNonNull(kind) && !named.has("id") ? Optional.of(named.get(kind)) : Optional.empty();
    }

    private static Grading grading(One one, ObjectNode options) {
        JsonNode prompt = one.options().hasNonNull("rubricPrompt")
                ? one.options().get("rubricPrompt")
                : options.get("rubricPrompt");
        return new Grading(prompt == null || prompt.isNull() ? null : prompt, factuality(options.get("factuality")));
    }

    private static Map<Grading.Category, Double> factuality(@Nullable JsonNode written) {
        var scores = new EnumMap<Grading.Category, Double>(Grading.Category.class);
        for (var category : Grading.Category.values()) {
            if (written != null && written.path(category.word()).isNumber()) {
                scores.put(category, written.path(category.word()).doubleValue());
            }
        }
        return scores;
    }
}
