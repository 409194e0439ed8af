package dev.belay.cli.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record KeyEntry(
        String id,
        String prompts,
        String environment,
        String use,
        String createdBy,
        Instant createdAt,
        @Nullable String revokedBy,
        @Nullable Instant revokedAt) {}
