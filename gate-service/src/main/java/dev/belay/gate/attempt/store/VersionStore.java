package dev.belay.gate.attempt.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.VersionRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each version is called, and what it was made from. */
@ApplicationScoped
public class VersionStore implements PanacheRepositoryBase<VersionRow, VersionRow.Key> {

    private static final int FARTHEST_BACK = 1_000;

    public void published(VersionPublished published) {
        var key = new VersionRow.Key(
                published.prompt(), published.version().digest().value());
        var there = findById(key);
        if (there != null) {
            there.number = published.version().number();
        } else {
            var row = new VersionRow();
            row.number = published.version().number();
            row.prompt = key.prompt();
            row.digest = key.digest();
            row.parent = published.parent() == null ? null : published.parent().value();
            persist(row);
        }
    }

    /** Absent for a version that is not known, or was published before numbers were kept. */
    public Optional<VersionRef> named(String prompt, Digest version) {
        return findByIdOptional(new VersionRow.Key(prompt, version.value()))
                .filter(row -> row.number != null)
                .map(row -> new VersionRef(row.number, version));
    }

    /** The version itself, what it was made from, and so on; no version twice. */
    public List<Digest> lineage(String prompt, Digest version) {
        var lineage = new ArrayList<Digest>();
        var next = version;
        while (next != null && !lineage.contains(next) && lineage.size() < FARTHEST_BACK) {
            lineage.add(next);
            var row = findById(new VersionRow.Key(prompt, next.value()));
            next = row == null || row.parent == null ? null : new Digest(row.parent);
        }
        return lineage;
    }
}
