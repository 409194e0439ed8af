package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Values that point at files or code, which promptfoo loads while it judges and Belay never does. */
final class Reference {
    private Reference() {}

    static Optional<String> in(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .filter(JsonNode::isTextual)
                    .flatMap(element -> in(element).stream())
                    .findFirst();
        }
        var text = value.isTextual() ? value.textValue() : "";
        return text.startsWith("file://") || text.startsWith("package:")
                ? Optional.of(
                        "The value refers to \"%s\", and assertions read no files and run no code: write the value itself."
                                .formatted(text))
                : Optional.empty();
    }
}
