package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.promptfoo.AssertionEntry.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked.
 *
 * @param id {@code openai:chat:gpt-4.1}, {@code echo}, …
 * @param prompts labels or ids of those that it is asked; null for all
 */
public record ProviderEntry(
        String id,
        @Nullable String label,
        ObjectNode config,
        @Nullable List<String> prompts,
        @Nullable Transform transform) {

    /** What people call it. */
    public String name() {
        return label == null ? id : label;
    }
}
