package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * @param raw the template; of a chat the JSON of its messages
 * @param label what people call it; where nobody said so, its file and its text
 * @param config parameters of the provider that this prompt sets
 */
public record PromptEntry(
        String raw,
        String label,
        @Nullable String id,
        ObjectNode config,
        String file,
        @Nullable Integer line) {}
