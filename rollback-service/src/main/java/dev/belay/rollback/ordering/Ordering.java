package dev.belay.rollback.ordering;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.outbox.Outbox;
import dev.belay.rollback.domain.Rollback;
import dev.belay.rollback.domain.RollbackOrder;
import dev.belay.rollback.domain.RollbackOrder.Ordered;
import dev.belay.rollback.store.DeploymentsStore;
import dev.belay.rollback.store.RollbackStore;
import dev.belay.rollback.store.VersionContentStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders a rollback: its row and its release are committed together, before anybody is told that it is accepted. */
@ApplicationScoped
public class Ordering {

    /** Who orders when no person does. */
    static final String BELAY = "belay";

    private final DeploymentsStore deployments;
    private final VersionContentStore contents;
    private final RollbackStore rollbacks;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Ordering(DeploymentsStore deployments, VersionContentStore contents, RollbackStore rollbacks, Outbox outbox) {
        this.deployments = deployments;
        this.contents = contents;
        this.rollbacks = rollbacks;
        this.outbox = outbox;
    }

    public sealed interface Answer {

        record Accepted(Rollback rollback) implements Answer {}

        /** The same request came before under this key. */
        record Known(Rollback rollback) implements Answer {}

        /** Another request came before under this key. */
        record KeyTaken(Rollback rollback) implements Answer {}

        record NotPossible(RollbackOrder why) implements Answer {}

        /** The target went live, but its release was not read yet; it will be in a moment. */
        record ContentNotRead(Ordered order) implements Answer {}
    }

    /**
     * @param to number of the version to go back to; the last known good one when absent
     * @param detectedAt when what it is for was noticed
     * @param request digest of what was asked for under the key
     */
    public record Asked(
            String prompt,
            String environment,
            @Nullable Integer to,
            @Nullable String reason,
            @Nullable Instant detectedAt,
            String by,
            @Nullable String idempotencyKey,
            Digest request) {}

    public Answer order(Asked asked) {
        return QuarkusTransaction.requiringNew().call(() -> ordered(asked));
    }

    /** As {@link #order}, in the caller's transaction. */
    public Answer ordered(Asked asked) {
        var request = asked.request();
        var key = asked.idempotencyKey();
        var earlier = key == null ? null : rollbacks.orderedUnder(key).orElse(null);
        if (earlier == null) {
            return orderAnew(asked, request);
        }
        return earlier.request().equals(request)
                ? new Answer.Known(earlier.rollback())
                : new Answer.KeyTaken(earlier.rollback());
    }

    /**
     * As {@link #ordered}, of what was live at a number.
     *
     * @param from that number
     * @param left what was live at it
     */
    public Answer ordered(Asked asked, long from, VersionRef left) {
        var earlier = rollbacks.orderedUnder(String.valueOf(asked.idempotencyKey()));
        return earlier.<Answer>map(known -> new Answer.Known(known.rollback()))
                .orElseGet(() -> orderAnew(
                        asked,
                        asked.request(),
                        RollbackOrder.leaving(deployments.of(asked.prompt()), asked.environment(), from, left)));
    }

    private Answer orderAnew(Asked asked, Digest request) {
        return orderAnew(
                asked, request, RollbackOrder.of(deployments.of(asked.prompt()), asked.environment(), asked.to()));
    }

    private Answer orderAnew(Asked asked, Digest request, RollbackOrder decided) {
        if (!(decided instanceof Ordered order)) {
            return new Answer.NotPossible(decided);
        }
        var content = contents.content(order.target().digest());
        if (content.isEmpty()) {
            return new Answer.ContentNotRead(order);
        }
        var rollback = rollback(asked, order);
        rollbacks.add(rollback, asked.idempotencyKey(), request);
        outbox.add(rollback.id(), release(rollback, content.get()));
        return new Answer.Accepted(rollback);
    }

    private Rollback rollback(Asked asked, Ordered order) {
        return new Rollback(
                "rb-" + UUID.randomUUID(),
                asked.prompt(),
                asked.environment(),
                order.from(),
                order.left(),
                order.target(),
                asked.by(),
                asked.reason(),
                asked.detectedAt(),
                // PostgreSQL keeps microseconds: what is answered now must be what is read later.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Rollback.State.ORDERED,
                null,
                null,
                null);
    }

    private static RollbackOrdered release(Rollback rollback, String content) {
        return new RollbackOrdered(
                rollback.id(),
                rollback.prompt(),
                rollback.environment(),
                rollback.from(),
                rollback.target(),
                content,
                rollback.by(),
                rollback.reason(),
                rollback.detectedAt(),
                rollback.orderedAt());
    }
}
