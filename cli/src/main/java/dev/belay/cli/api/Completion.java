package dev.belay.cli.api;

import dev.belay.contracts.canonical.Digest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A recorded model reply.
 *
 * @param simulated no model was asked: the text is the demo's
 */
public record Completion(
        Digest digest,
        @Nullable String provider,
        @Nullable String model,
        String text,
        @Nullable String finishReason,
        @Nullable Long latencyMs,
        @Nullable BigDecimal costUsd,
        boolean simulated) {

    public String by() {
        var name = provider == null ? "" : provider + ":" + model;
        return simulated ? name + " (simulated, no model was asked)" : name;
    }
}
