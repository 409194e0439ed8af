package dev.belay.deployer.domain;

import dev.belay.contracts.canonical.Digest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rollbacks left of a prompt, in all environments (release protocol, rule 3).
 *
 * @param versions no promote makes one of them live, unless it clears {@code rollback}
 * @param rollback release id of the newest rollback, in whatever environment: who clears it has seen all of them
 */
public record Holds(Set<Digest> versions, @Nullable String rollback) {

    static final Holds NONE = new Holds(Set.of(), null);

    public Holds {
        versions = Set.copyOf(versions);
    }

    boolean contains(Digest version) {
        return versions.contains(version);
    }

    Holds after(String newest, Set<Digest> left) {
        var all = new HashSet<>(versions);
        all.addAll(left);
        return new Holds(all, newest);
    }

    Holds without(Digest version) {
        var rest = new HashSet<>(versions);
        rest.remove(version);
        return new Holds(rest, rollback);
    }
}
