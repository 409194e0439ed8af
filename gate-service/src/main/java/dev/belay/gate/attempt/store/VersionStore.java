package dev.belay.gate.attempt.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What each version was made from. */
@ApplicationScoped
public class VersionStore implements PanacheRepositoryBase<VersionRow, VersionRow.Key> {

    private static final int FARTHEST_BACK = 1_000;

    public void published(VersionPublished published) {
        var key = new VersionRow.Key(
                published.prompt(), published.version().digest().value());
        if (findById(key) == null) {
            var row = new VersionRow();
            row.prompt = key.prompt();
            row.digest = key.digest();
            row.parent = published.parent() == null ? null : published.parent().value();
            persist(row);
        }
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
