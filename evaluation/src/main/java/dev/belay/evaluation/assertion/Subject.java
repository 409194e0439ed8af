package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.judging.Judge;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One assertion ready to be judged.
 *
 * @param type without {@code not-}
 * @param value rendered; a missing node where the assertion has none, which is not the same as null
 * @param inverse whether the type was written with {@code not-}
 * @param judge null where nobody gave one
 */
record Subject(
        String type,
        JsonNode value,
        @Nullable Double threshold,
        Exchange exchange,
        boolean inverse,
        @Nullable Judge judge) {

    Output output() {
        return exchange.output();
    }

    String text() {
        return output().text();
    }

    double thresholdOr(double standard) {
        return threshold == null ? standard : threshold;
    }

    /** A text alone, or a list of nothing but texts; empty where the value is neither. */
    Optional<List<String>> texts() {
        if (value.isTextual()) {
            return Optional.of(List.of(value.textValue()));
        } else if (!value.isArray()) {
            return Optional.empty();
        }
        var texts = StreamSupport.stream(value.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        return texts.size() == value.size() ? Optional.of(texts) : Optional.empty();
    }
}
