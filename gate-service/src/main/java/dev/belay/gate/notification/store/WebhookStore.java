package dev.belay.gate.notification.store;

import dev.belay.contracts.signing.WebhookSignature;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.Occasion;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is told. */
@ApplicationScoped
public class WebhookStore implements PanacheRepositoryBase<WebhookRow, String> {

    /**
     * Without its secret.
     *
     * @param channel {@code webhook}, or {@code slack}, {@code teams} or {@code email}
     * @param url with {@code email} the address itself
     * @param failures tries that failed since the last that did not; it is told of the next event all the same
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
            @Nullable String lastError) {}

    /** @param secret this once, of a webhook; others are not signed */
    public record Added(Webhook webhook, @Nullable String secret) {}

    /** One that asks for an occasion. */
    record Asking(String id, Channel channel) {}

    public Added add(String team, Channel channel, String url, Set<Occasion> occasions, String by, Instant at) {
        var row = new WebhookRow();
        row.id = "wh-" + UUID.randomUUID();
        row.team = team;
        row.channel = channel.wireName();
        row.url = url;
        row.secret = channel == Channel.WEBHOOK ? WebhookSignature.newSecret() : null;
        row.occasions =
                JsonText.of(occasions.stream().sorted().map(Occasion::wireName).toList());
        row.createdBy = by;
        row.createdAt = at;
        persist(row);
        return new Added(webhook(row), row.secret);
    }

    /** Oldest first. */
    public List<Webhook> of(String team) {
        return find("team = ?1", Sort.by("createdAt").and("id"), team).stream()
                .map(WebhookStore::webhook)
                .toList();
    }

    public Optional<Webhook> named(String id) {
        return findByIdOptional(id).map(WebhookStore::webhook);
    }

    public long countOf(String team) {
        return count("team", team);
    }

    /** With all of its deliveries. */
    public void remove(String id) {
        deleteById(id);
    }

    /** Those that ask for it; they stay until the transaction ends. */
    List<Asking> holding(String team, Occasion occasion) {
        return find("team = ?1", Sort.by("id"), team).withLock(LockModeType.PESSIMISTIC_READ).stream()
                .filter(row -> occasions(row).contains(occasion.wireName()))
                .map(row -> new Asking(row.id, channel(row)))
                .toList();
    }

    /** Whether it is still there; then it and its deliveries stay until the transaction ends. */
    boolean succeeded(String id) {
        return outcome(id, row -> {
            row.failures = 0;
            row.failingSince = null;
            row.lastError = null;
        });
    }

    /** As {@link #succeeded}. */
    boolean failed(String id, String error, Instant at) {
        return outcome(id, row -> {
            row.failures++;
            row.failingSince = row.failingSince == null ? at : row.failingSince;
            row.lastError = error;
        });
    }

    private boolean outcome(String id, Consumer<WebhookRow> change) {
        var row = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            return false;
        }
        change.accept(row);
        return true;
    }

    static Channel channel(WebhookRow row) {
        return Channel.named(row.channel)
                .orElseThrow(() -> new IllegalStateException("webhook %s has the channel %s (expected: one of %s)"
                        .formatted(row.id, row.channel, Arrays.toString(Channel.values()))));
    }

    private static List<String> occasions(WebhookRow row) {
        return Arrays.asList(JsonText.read(row.occasions, String[].class));
    }

    private static Webhook webhook(WebhookRow row) {
        return new Webhook(
                row.id,
                row.team,
                row.channel,
                row.url,
                occasions(row),
                row.createdBy,
                row.createdAt,
                row.failures,
                row.failingSince,
                row.lastError);
    }
}
