package dev.belay.rollback.store;

import dev.belay.contracts.canonical.Digest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The versions that releases carried, by digest. */
@ApplicationScoped
public class VersionContentStore {

    private final Rows rows;

    VersionContentStore(Rows rows) {
        this.rows = rows;
    }

    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<VersionContentRow, String> {}

    public Optional<String> content(Digest digest) {
        return rows.findByIdOptional(digest.value()).map(row -> row.content);
    }

    /** @param content canonical JSON whose digest is {@code digest}, so that a second one is the same */
    public void put(Digest digest, String content) {
        if (rows.findByIdOptional(digest.value()).isEmpty()) {
            var row = new VersionContentRow();
            row.digest = digest.value();
            row.content = content;
            rows.persist(row);
        }
    }
}
