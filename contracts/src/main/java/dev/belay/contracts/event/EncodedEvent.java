package dev.belay.contracts.event;

import java.util.Map;

/**
 * An event as Kafka carries it.
 *
 * @param headers the CloudEvents attributes ({@code ce_id}, {@code ce_type}, …) and {@code content-type}
 * @param body JSON
 */
public record EncodedEvent(String key, Map<String, String> headers, String body) {

    public EncodedEvent {
        headers = Map.copyOf(headers);
    }
}
