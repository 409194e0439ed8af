package dev.belay.cli.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param failures tries that failed since the last that did not */
public record Webhook(
        String id,
        String team,
        String url,
        List<String> events,
        String createdBy,
        Instant createdAt,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastError) {

    /** @param secret signs every delivery; nobody can show it again */
    public record Added(String id, String secret, String team, String url, List<String> events) {}

    /** @param nextTryAt absent unless it is pending */
    public record Delivery(
            String id,
            String event,
            String state,
            int tries,
            @Nullable String lastAnswer,
            Instant createdAt,
            @Nullable Instant lastTriedAt,
            @Nullable Instant nextTryAt) {}

    public record Replay(int replayed) {}
}
