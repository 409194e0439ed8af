package dev.belay.cli.api;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.Weakening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Criteria as the registry has them now.
 *
 * @param existing whether it had them already
 * @param weakens how they demand less than those before
 */
public record KeptCriteria(
        int number,
        Digest digest,
        boolean existing,
        @Nullable List<Weakening> weakens) {

    public List<Weakening> weakensOrNone() {
        return weakens == null ? List.of() : weakens;
    }
}
