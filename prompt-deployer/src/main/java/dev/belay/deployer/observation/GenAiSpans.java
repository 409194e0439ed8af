package dev.belay.deployer.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.deployer.observation.ObservationResource.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Observations in OpenTelemetry's spans of model calls, as OTLP/HTTP carries them in JSON. A span is one when it has the attribute
 * {@code belay.prompt}, one of {@code belay.number}, {@code belay.digest} and {@code belay.version}, and an output by the semantic
 * conventions for generative AI: {@code gen_ai.output.messages}, or the older {@code gen_ai.completion}.
 */
final class GenAiSpans {

    private static final long NANOS = 1_000_000_000;

    private GenAiSpans() {}

    /** Those of the spans that say which prompt they are of; the rest is none of Belay's. */
    static List<Told> in(JsonNode traces) {
        var told = new ArrayList<Told>();
        for (var resource : traces.path("resourceSpans")) {
            for (var scope : resource.path("scopeSpans")) {
                for (var span : scope.path("spans")) {
                    observation(span).ifPresent(told::add);
                }
            }
        }
        return told;
    }

    private static Optional<Told> observation(JsonNode span) {
        var attributes = attributes(span);
        var prompt = attributes.get("belay.prompt");
        if (prompt == null) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                span.path("traceId").asText() + "." + span.path("spanId").asText(),
                prompt,
                attributes.get("belay.environment"),
                number(attributes.get("belay.number")).orElse(null),
                digest(attributes.get("belay.digest")),
                number(attributes.get("belay.version")).map(Long::intValue).orElse(null),
                output(attributes),
                ended(span.path("endTimeUnixNano").asText()),
                "true".equals(attributes.get("belay.evaluation"))));
    }

    private static Map<String, String> attributes(JsonNode span) {
        var attributes = new HashMap<String, String>();
        for (var attribute : span.path("attributes")) {
            var value = attribute.path("value");
            for (var kind : List.of("stringValue", "intValue", "boolValue")) {
                if (value.has(kind)) {
                    attributes.put(
                            attribute.path("key").asText(), value.path(kind).asText());
                }
            }
        }
        return attributes;
    }

    private static @Nullable String output(Map<String, String> attributes) {
        var messages = attributes.get("gen_ai.output.messages");
        if (messages == null) {
            return attributes.get("gen_ai.completion");
        }
        try {
            var json = EventJson.mapper().readTree(messages);
            return StreamSupport.stream(json.spliterator(), false)
                    .flatMap(message ->
                            StreamSupport.stream(message.path("parts").spliterator(), false))
                    .filter(part -> part.path("type").asText().equals("text"))
                    .map(part -> part.path("content").asText())
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException e) {
            return messages;
        }
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static @Nullable Digest digest(@Nullable String text) {
        try {
            return text == null ? null : new Digest(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable Instant ended(String nanos) {
        return nanos.matches("\\d{10,19}")
                ? Instant.ofEpochSecond(Long.parseLong(nanos) / NANOS, Long.parseLong(nanos) % NANOS)
                : null;
    }
}
