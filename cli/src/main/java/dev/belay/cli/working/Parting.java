package dev.belay.cli.working;

import dev.belay.cli.api.VersionEntry;
import dev.belay.contracts.canonical.Digest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where two versions of a prompt part, by what each was made from. */
final class Parting {

    private Parting() {}

    /** The newest version that both descend from, which may be one of them; empty where their origins have none in common. */
    static Optional<Digest> of(List<VersionEntry> versions, Digest ours, Digest theirs) {
        var parents = new HashMap<Digest, @Nullable Digest>();
        versions.forEach(version -> parents.put(version.digest(), version.parent()));
        var lineage = lineage(parents, theirs);
        return lineage(parents, ours).stream().filter(lineage::contains).findFirst();
    }

    private static Set<Digest> lineage(HashMap<Digest, @Nullable Digest> parents, Digest version) {
        var lineage = new LinkedHashSet<Digest>();
        // A version can be published again from one of its own descendants.
        for (var next = version; next != null && lineage.add(next); ) {
            next = parents.get(next);
        }
        return lineage;
    }
}
