package dev.belay.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the recorded answers of other programs. */
public final class JsonLines {
    private JsonLines() {}

    public static List<JsonNode> of(String file) {
        try (var in = Objects.requireNonNull(JsonLines.class.getResourceAsStream("/conformance/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonLines::parsed)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JsonText.parse(line);
        } catch (NotJson notJson) {
            throw new IllegalArgumentException(line, notJson);
        }
    }
}
