package dev.belay.evaluation.assertion;

import org.jspecify.annotations.Nullable;

/**
 * What a model gave, as assertions see it.
 *
 * @param text never trimmed or normalised
 * @param latencyMs of the recorded call
 * @param costUsd null where the price of the call is not known
 */
public record Output(String text, long latencyMs, @Nullable Double costUsd) {}
