package dev.belay.cli.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param channel {@code webhook}, or where people read: {@code slack}, {@code teams} or {@code email}
 * @param url with {@code email} the address itself
 * @param failures tries that failed since the last that did not
 */
public record Webhook(
        String id,
        String team,
        String channel,
        String url,
        List<String> events,
        String createdBy,
        Instant createdAt,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastError) {

    public boolean readByPeople() {
        return !channel.equals("webhook");
    }

    /**
     * @param secret of a webhook: signs every delivery; nobody can show it again
     * @param off why nothing is sent there yet; absent when it is
     */
    public record Added(
            String id,
            @Nullable String secret,
            String team,
            String channel,
            String url,
            List<String> events,
            @Nullable String off) {}

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
