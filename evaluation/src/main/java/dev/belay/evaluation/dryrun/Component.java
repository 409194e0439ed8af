package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What one assertion came to.
 *
 * @param value rendered where it is a text
 * @param metric rendered; null for none, and of a set
 * @param reason why it fails, when it does
 */
public record Component(
        String type,
        @Nullable JsonNode value,
        @Nullable Double threshold,
        @Nullable Double weight,
        @Nullable String metric,
        @Nullable String transform,
        boolean pass,
        double score,
        @Nullable String reason) {}
