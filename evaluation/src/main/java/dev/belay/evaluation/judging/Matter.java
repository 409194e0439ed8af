package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to judge, and by what.
 *
 * @param criterion the assertion's value, rendered; a missing node where it has none
 * @param textual whether the model gave a text, and not calls of tools, whose JSON {@code output} then is
 * @param prompt that the output answers, rendered: a text, or a chat as JSON; null where nobody knows it
 */
public record Matter(
        JsonNode criterion,
        @Nullable Double threshold,
        boolean inverse,
        String output,
        boolean textual,
        @Nullable String prompt,
        Map<String, JsonNode> vars) {}
