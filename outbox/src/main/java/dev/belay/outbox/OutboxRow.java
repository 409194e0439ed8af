package dev.belay.outbox;

import dev.belay.contracts.topic.Topic;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message on its way into the outbox. A class, since a record with an array would compare wrongly. */
final class OutboxRow {

    private final String topic;
    private final @Nullable String key;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;

    OutboxRow(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] body) {
        this.topic = topic;
        this.key = key;
        this.headers = headers;
        this.body = body;
    }

    String topic() {
        return topic;
    }

    @Nullable
    String key() {
        return key;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    /** What it has to keep its place in; absent where order does not matter. */
    Optional<String> orderedStream() {
        return Topic.named(topic).map(Topic::isOrdered).orElse(true)
                ? Optional.of(topic + " " + (key == null ? "" : key))
                : Optional.empty();
    }
}
