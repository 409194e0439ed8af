package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What is wrong with texts to compare with, whatever output they meet. */
final class References {
    private References() {}

    static Optional<String> problemOfOne(JsonNode value) {
        return value.isTextual()
                ? Optional.empty()
                : Optional.of("The value must be a text, not %s.".formatted(ValueShape.of(value)));
    }

    static Optional<String> problemOfSeveral(JsonNode value) {
        boolean texts = value.isTextual()
                || value.isArray()
                        && !value.isEmpty()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
        return texts
                ? Optional.empty()
                : Optional.of("The value must be a text or a list of texts, not %s."
                        .formatted(value.isEmpty() && value.isArray() ? "an empty list" : ValueShape.of(value)));
    }
}
