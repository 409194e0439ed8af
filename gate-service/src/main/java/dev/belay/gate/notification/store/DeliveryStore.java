package dev.belay.gate.notification.store;

import dev.belay.gate.notification.domain.BackOff;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.Occasion;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was told, is to be told, and what came of it. */
@ApplicationScoped
public class DeliveryStore implements PanacheRepositoryBase<DeliveryRow, String> {

    /** Hibernate's value for "skip locked". */
    static final int SKIP_LOCKED = -2;

    private static final String PENDING = "pending";
    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";

    private final WebhookStore webhooks;

    DeliveryStore(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * @param state {@code pending}, {@code delivered}, or {@code failed} when it was given up
     * @param lastAnswer what came of the last try: the status, or why there is none
     * @param nextTryAt absent unless it is pending
     */
    public record Delivery(
            String id,
            String event,
            String state,
            int tries,
            @Nullable String lastAnswer,
            Instant createdAt,
            @Nullable Instant lastTriedAt,
            @Nullable Instant nextTryAt) {}

    /**
     * @param secret absent where nothing is signed
     * @param body exactly as it is to be signed and sent
     */
    public record Claimed(
            String id,
            String webhook,
            Channel channel,
            String url,
            @Nullable String secret,
            String body) {}

    /**
     * One for each of the team's that asks for it.
     *
     * @param body as a channel takes it
     */
    public void add(String team, Occasion occasion, Function<Channel, String> body, Instant at) {
        for (var asking : webhooks.holding(team, occasion)) {
            var row = new DeliveryRow();
            row.id = "msg_" + UUID.randomUUID().toString().replace("-", "");
            row.webhook = asking.id();
            row.occasion = occasion.wireName();
            row.body = body.apply(asking.channel());
            row.createdAt = at;
            row.state = PENDING;
            row.due = at;
            row.until = at.plus(BackOff.PATIENCE);
            persist(row);
        }
    }

    /** Those that have something to be told now. */
    public List<String> waitingWebhooks(Instant now) {
        return getEntityManager()
                .createQuery(
                        "select distinct d.webhook from DeliveryRow d where d.state = 'pending' and d.due <= :now",
                        String.class)
                .setParameter("now", now)
                .getResultList();
    }

    /** Those of the webhook that nobody else has claimed, longest due first; each counts as tried. */
    public List<Claimed> claim(String webhook, Instant now, Instant lease, int most) {
        var rows = find("webhook = ?1 and state = 'pending' and due <= ?2", Sort.by("due"), webhook, now)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                .list();
        return rows.stream().map(row -> claim(row, now, lease)).toList();
    }

    private Claimed claim(DeliveryRow row, Instant now, Instant lease) {
        var webhook = webhooks.findById(row.webhook);
        row.tries++;
        row.lastTriedAt = now;
        row.due = lease;
        return new Claimed(row.id, row.webhook, WebhookStore.channel(webhook), webhook.url, webhook.secret, row.body);
    }

    /** Nothing is recorded of one whose webhook was removed meanwhile. */
    public void delivered(Claimed claimed, String answer) {
        if (webhooks.succeeded(claimed.webhook())) {
            var row = findById(claimed.id());
            row.state = DELIVERED;
            row.lastAnswer = answer;
        }
    }

    /** @param chance drawn evenly from 0 to 1 */
    public void failed(Claimed claimed, String answer, Instant now, double chance) {
        if (webhooks.failed(claimed.webhook(), answer, now)) {
            var row = findById(claimed.id());
            row.lastAnswer = answer;
            BackOff.next(now, row.tries, row.until, chance)
                    .ifPresentOrElse(next -> row.due = next, () -> row.state = FAILED);
        }
    }

    /** Newest first. */
    public List<Delivery> of(String webhook, int most) {
        return find("webhook = ?1", Sort.by("createdAt").descending().and("id"), webhook).page(0, most).stream()
                .map(DeliveryStore::delivery)
                .toList();
    }

    /**
     * What happened since is told again, under the ids that it had. What is pending stays so.
     *
     * @return how many
     */
    public int replay(String webhook, Instant since, Instant now) {
        return update(
                "state = 'pending', tries = 0, due = ?1, until = ?2"
                        + " where webhook = ?3 and createdAt >= ?4 and state <> 'pending'",
                now,
                now.plus(BackOff.PATIENCE),
                webhook,
                since);
    }

    public void forgetBefore(Instant oldest) {
        delete("createdAt < ?1 and state <> 'pending'", oldest);
    }

    private static Delivery delivery(DeliveryRow row) {
        return new Delivery(
                row.id,
                row.occasion,
                row.state,
                row.tries,
                row.lastAnswer,
                row.createdAt,
                row.lastTriedAt,
                row.state.equals(PENDING) ? row.due : null);
    }
}
