package dev.belay.registry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contents by their digest. What was erased stays known as erased, and cannot come back unawares. */
@ApplicationScoped
public class ContentStore {

    private final ContentRows rows;

    ContentStore(ContentRows rows) {
        this.rows = rows;
    }

    @Transactional
    public StoredContent find(ContentKind kind, Digest digest) {
        return rows.findByIdOptional(digest.value())
                .filter(row -> row.kind.equals(kind.stored()))
                .map(ContentStore::read)
                .orElse(new StoredContent.Unknown());
    }

    private static StoredContent read(ContentEntity row) {
        if (row.erasedAt != null) {
            return new StoredContent.Erased(row.erasedAt, row.erasedBy, row.reason);
        }
        return row.caseList == null ? new StoredContent.Present(row.json) : new StoredContent.Listed(row.caseList);
    }

    /** The list of a suite's cases; absent when the suite is not known here, or erased. */
    Optional<Long> list(@Nullable Digest suite) {
        return suite != null && find(ContentKind.SUITE, suite) instanceof StoredContent.Listed(var list)
                ? Optional.of(list)
                : Optional.empty();
    }

    /** As {@link #put(ContentKind, CanonicalJson)}, but of a suite: another list may be its already. */
    StoredContent put(Digest suite, long list) {
        rows.getEntityManager()
                .createNativeQuery(
                        "insert into content (digest, kind, case_list) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, suite.value())
                .setParameter(2, ContentKind.SUITE.stored())
                .setParameter(3, list)
                .executeUpdate();
        return find(ContentKind.SUITE, suite);
    }

    /** Returns the erasure when this very content was erased; then nothing is stored. */
    Optional<StoredContent.Erased> put(ContentKind kind, CanonicalJson content) {
        rows.getEntityManager()
                .createNativeQuery(
                        "insert into content (digest, kind, json) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, content.digest().value())
                .setParameter(2, kind.stored())
                .setParameter(3, content.text())
                .executeUpdate();
        return erasure(content.digest());
    }

    Optional<StoredContent.Erased> erasure(Digest digest) {
        return rows.findByIdOptional(digest.value())
                .filter(row -> row.erasedAt != null)
                .map(row -> new StoredContent.Erased(row.erasedAt, row.erasedBy, row.reason));
    }

    /** Erasing what is erased already changes nothing. Returns the list of the cases that a suite had until now. */
    Optional<Long> erase(Digest digest, String by, String reason, Instant at) {
        var row = rows.findById(digest.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row.erasedAt != null) {
            return Optional.empty();
        }
        var list = row.caseList;
        row.json = null;
        row.caseList = null;
        row.erasedAt = at;
        row.erasedBy = by;
        row.reason = reason;
        return Optional.ofNullable(list);
    }

    /** Throws when it was erased: ask first. */
    <T> T document(Digest digest, Class<T> type) {
        var json = rows.findById(digest.value()).json;
        if (json == null) {
            throw new IllegalStateException(digest + " was erased (expected: a " + type.getSimpleName() + ")");
        }
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(digest + " is no " + type.getSimpleName(), e);
        }
    }
}
