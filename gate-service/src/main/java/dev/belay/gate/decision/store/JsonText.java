package dev.belay.gate.decision.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import java.io.UncheckedIOException;

/** Records in text columns, written as the contracts write them. */
public final class JsonText {

    private JsonText() {}

    public static String of(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T read(String text, Class<T> type) {
        try {
            return EventJson.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }

    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return EventJson.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a stored " + type.getType() + " cannot be read", e);
        }
    }

    public static JsonNode tree(String text) {
        return read(text, JsonNode.class);
    }
}
