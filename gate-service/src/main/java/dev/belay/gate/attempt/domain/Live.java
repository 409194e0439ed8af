package dev.belay.gate.attempt.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import java.util.Set;

/**
 * What is live of a prompt, as far as the gate has followed the deployments.
 *
 * @param number deployment number
 * @param held versions that no promote may bring back
 */
public record Live(long number, VersionRef version, Set<Digest> held) {

    public Live {
        held = Set.copyOf(held);
    }
}
