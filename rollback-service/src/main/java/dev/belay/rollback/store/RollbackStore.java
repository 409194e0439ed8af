package dev.belay.rollback.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.identity.Readable;
import dev.belay.rollback.domain.Rollback;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rollbacks. Every method works in the caller's transaction. */
@ApplicationScoped
public class RollbackStore {

    private final Rows rows;

    RollbackStore(Rows rows) {
        this.rows = rows;
    }

    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<RollbackRow, String> {}

    /** @param request digest of what was asked for under the idempotency key */
    public record Earlier(Rollback rollback, Digest request) {}

    public void add(Rollback rollback, @Nullable String idempotencyKey, Digest request) {
        rows.persist(RollbackRow.of(rollback, idempotencyKey, request));
    }

    /**
     * The rollback that was ordered under a key. Until the transaction ends nobody else gets an answer for the same key,
     * so of two requests at once one orders and the other finds it.
     */
    public Optional<Earlier> orderedUnder(String idempotencyKey) {
        rows.getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended('rollback ' || :key, 0))::text")
                .setParameter("key", idempotencyKey)
                .getSingleResult();
        return rows.find("idempotencyKey", idempotencyKey)
                .firstResultOptional()
                .map(row -> new Earlier(row.rollback(), new Digest(row.requestDigest)));
    }

    public Optional<Rollback> find(String id) {
        return rows.findByIdOptional(id).map(RollbackRow::rollback);
    }

    /** Newest first, without rehearsals. */
    public List<Rollback> newest(@Nullable String prompt, Readable readable, int limit) {
        var found = rows.find(
                "(?1 is null or prompt = ?1) and environment not like 'drill%'"
                        + " and (?2 = true or substring(prompt, 1, locate('/', prompt) - 1) in ?3)"
                        + " order by sequence desc",
                prompt, readable.everything(), readable.teams());
        return found.page(Page.ofSize(limit)).stream()
                .map(RollbackRow::rollback)
                .toList();
    }

    /** Those that are live since then and have not reached everybody, oldest first. */
    public List<Rollback> reaching(Instant since) {
        return rows
                .find(
                        "state = ?1 and liveAt >= ?2 and appliedNumber is not null"
                                + " and (everywhereAt is null or seenAt is null) order by sequence",
                        Rollback.State.LIVE,
                        since)
                .stream()
                .map(RollbackRow::rollback)
                .toList();
    }

    public void update(Rollback rollback) {
        rows.findByIdOptional(rollback.id())
                .orElseThrow(() -> new IllegalStateException("rollback " + rollback.id() + " is not stored"))
                .take(rollback);
    }
}
