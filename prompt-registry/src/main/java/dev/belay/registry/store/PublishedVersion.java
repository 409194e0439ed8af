package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param parent the version that its author started from */
public record PublishedVersion(
        int number,
        Digest digest,
        String author,
        Instant publishedAt,
        @Nullable Digest parent) {

    static PublishedVersion of(VersionEntity row) {
        return new PublishedVersion(
                row.number,
                new Digest(row.digest),
                row.author,
                row.publishedAt,
                row.parent == null ? null : new Digest(row.parent));
    }
}
