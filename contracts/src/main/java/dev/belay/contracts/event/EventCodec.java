package dev.belay.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the events of one topic as CloudEvents 1.0 in Kafka's binary mode (the Kafka protocol binding,
 * §3.2): attributes as {@code ce_} headers, the event as the {@code application/json} value.
 */
public final class EventCodec<E extends Event> {

    private static final String JSON = "application/json";
    private static final String PREFIX = "ce_";
    private static final ObjectMapper MAPPER = EventJson.mapper();

    private final Map<String, Class<? extends E>> typesByName;

    private EventCodec(Map<String, Class<? extends E>> typesByName) {
        this.typesByName = typesByName;
    }

    /** For all events that {@code sealedTopic} permits. */
    public static <E extends Event> EventCodec<E> of(Class<E> sealedTopic) {
        return new EventCodec<>(permitted(sealedTopic)
                .collect(Collectors.toMap(EventCodec::typeName, type -> type, (a, b) -> a, TreeMap::new)));
    }

    public Map<String, Class<? extends E>> types() {
        return Map.copyOf(typesByName);
    }

    public static EncodedEvent encode(EventEnvelope<?> envelope) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", JSON);
        headers.put(PREFIX + "specversion", "1.0");
        headers.put(PREFIX + "id", envelope.id());
        headers.put(PREFIX + "type", typeName(envelope.data().getClass()));
        headers.put(PREFIX + "source", envelope.source());
        headers.put(PREFIX + "time", envelope.time().toString());
        putIfPresent(headers, "traceparent", envelope.traceparent());
        putIfPresent(headers, "belaysignature", envelope.signature());
        putIfPresent(headers, "belaycertificate", envelope.certificate());
        try {
            return new EncodedEvent(envelope.data().key(), headers, MAPPER.writeValueAsString(envelope.data()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + envelope, e);
        }
    }

    /** Never throws for what the bytes say: whatever cannot be understood is {@link Decoded.Malformed}. */
    public Decoded<E> decode(Map<String, String> headers, String body) {
        for (var required : new String[] {"id", "type", "source", "time"}) {
            if (!headers.containsKey(PREFIX + required)) {
                return new Decoded.Malformed<>(
                        "header " + PREFIX + required + " is missing (expected: CloudEvents 1.0, " + "binary mode)");
            }
        }
        var type = typesByName.get(headers.get(PREFIX + "type"));
        if (type == null) {
            return new Decoded.Malformed<>(
                    "ce_type: " + headers.get(PREFIX + "type") + " (expected one of " + typesByName.keySet() + ")");
        }
        try {
            return new Decoded.Understood<>(envelope(headers, MAPPER.readValue(body, type)));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException | DateTimeException e) {
            return new Decoded.Malformed<>(headers.get(PREFIX + "type") + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private EventEnvelope<E> envelope(Map<String, String> headers, E data) {
        if (data == null) {
            throw new IllegalArgumentException("the body is null");
        }
        return new EventEnvelope<>(
                headers.get(PREFIX + "id"),
                headers.get(PREFIX + "source"),
                Instant.parse(headers.get(PREFIX + "time")),
                data,
                headers.get(PREFIX + "traceparent"),
                headers.get(PREFIX + "belaysignature"),
                headers.get(PREFIX + "belaycertificate"));
    }

    private static void putIfPresent(Map<String, String> headers, String attribute, @Nullable String value) {
        if (value != null) {
            headers.put(PREFIX + attribute, value);
        }
    }

    public static String typeName(Class<?> event) {
        var type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalStateException(event + " has no @EventType");
        }
        return type.value();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Event> Stream<Class<? extends E>> permitted(Class<? extends E> type) {
        if (!type.isSealed()) {
            return Stream.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> permitted((Class<? extends E>) sub));
    }
}
