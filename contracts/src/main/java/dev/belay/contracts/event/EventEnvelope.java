package dev.belay.contracts.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event and its CloudEvents attributes. Delivery is at least once: {@code id} is the idempotency key, and the same
 * event sent again has the same one.
 *
 * @param source the service that says it, {@code /gate-service}
 * @param traceparent W3C trace context of what caused it
 * @param signature over the body's bytes as sent and the attributes above; absent before its writer signed
 * @param certificate the writer's, by which {@code signature} is checked
 */
public record EventEnvelope<E extends Event>(
        String id,
        String source,
        Instant time,
        E data,
        @Nullable String traceparent,
        @Nullable String signature,
        @Nullable String certificate) {

    public static <E extends Event> EventEnvelope<E> of(String id, String source, Instant time, E data) {
        return new EventEnvelope<>(id, source, time, data, null, null, null);
    }

    public EventEnvelope<E> tracedBy(@Nullable String parent) {
        return new EventEnvelope<>(id, source, time, data, parent, signature, certificate);
    }
}
