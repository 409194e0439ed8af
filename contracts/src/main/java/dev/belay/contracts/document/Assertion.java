package dev.belay.contracts.document;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One test of one output, with promptfoo's names and semantics.
 *
 * @param type {@code contains}, {@code not-regex}, …
 * @param value what the type compares with; text in it is a template over the case's variables
 * @param threshold inclusive; its unit is the type's (milliseconds for {@code latency}, US dollars for {@code cost})
 * @param weight share in the case's score, 1 when absent
 * @param metric a name under which scores are summed
 */
public record Assertion(
        String type,
        @Nullable JsonNode value,
        @Nullable Double threshold,
        @Nullable Double weight,
        @Nullable String metric) {}
