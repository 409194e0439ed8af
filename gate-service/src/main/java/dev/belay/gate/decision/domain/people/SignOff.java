package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** @param roles of who signed, then */
public record SignOff(
        String by,
        Set<SignOffRole> roles,
        Digest candidate,
        @Nullable Digest baseline,
        Digest criteria,
        Instant at) {

    public SignOff {
        roles = new TreeSet<>(roles);
    }
}
