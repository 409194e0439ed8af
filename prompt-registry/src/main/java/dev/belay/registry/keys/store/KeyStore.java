package dev.belay.registry.keys.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.KeyRevoked;
import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.outbox.Outbox;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said of a key here is told on {@code belay.keys} in the same transaction. */
@ApplicationScoped
public class KeyStore implements PanacheRepositoryBase<KeyRow, String> {

    private final Outbox outbox;
    private final Clock clock;

    KeyStore(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Without the key itself, which nobody knows any more. */
    public record Entry(
            String id,
            String prompts,
            String environment,
            Use use,
            String createdBy,
            Instant createdAt,
            @Nullable String revokedBy,
            @Nullable Instant revokedAt) {}

    /** @param text the key, this once */
    public record Created(Entry entry, String text) {}

    @Transactional
    public Created create(String prompts, String environment, Use use, String by) {
        var text = KeyText.next();
        var row = new KeyRow();
        row.id = "key-" + UUID.randomUUID();
        row.digest = Digest.of(text).value();
        row.prompts = prompts;
        row.environment = environment;
        row.use = use.wireName();
        row.createdBy = by;
        row.createdAt = now();
        persist(row);
        outbox.add(new KeyCreated(row.id, Digest.of(text), prompts, environment, by, use));
        return new Created(entry(row), text);
    }

    /** Newest first. */
    @Transactional
    public List<Entry> all() {
        return find("order by createdAt desc, id").stream().map(KeyStore::entry).toList();
    }

    @Transactional
    public Optional<Entry> named(String id) {
        return findByIdOptional(id).map(KeyStore::entry);
    }

    /** Revoking it again changes nothing. */
    @Transactional
    public void revoke(String id, String by) {
        var row = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row.revokedAt == null) {
            row.revokedAt = now();
            row.revokedBy = by;
            outbox.add(new KeyRevoked(id, row.prompts, by));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Entry entry(KeyRow row) {
        return new Entry(
                row.id,
                row.prompts,
                row.environment,
                Use.named(row.use).orElseThrow(),
                row.createdBy,
                row.createdAt,
                row.revokedBy,
                row.revokedAt);
    }
}
