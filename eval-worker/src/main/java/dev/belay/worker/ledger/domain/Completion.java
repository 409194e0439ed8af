package dev.belay.worker.ledger.domain;

import dev.belay.contracts.canonical.Digest;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded reply of a model.
 *
 * @param digest of the exact request, the sample's index and the epoch
 * @param team whose prompt asked first; it may have the reply erased
 * @param latencyMs of the call that was paid
 * @param costUsd US dollars; absent for a model without a known price
 * @param promptTokens absent when the provider did not say
 * @param completionTokens absent when the provider did not say
 * @param simulated no model wrote it
 */
public record Completion(
        Digest digest,
        String team,
        String provider,
        String model,
        String text,
        @Nullable String finishReason,
        long latencyMs,
        @Nullable BigDecimal costUsd,
        @Nullable Integer promptTokens,
        @Nullable Integer completionTokens,
        Instant recordedAt,
        boolean simulated) {}
