package dev.belay.contracts.release;

import dev.belay.contracts.event.Event;

/**
 * {@code belay.live}, compacted, without tombstones: the whole state of the fold, from which a deployer starts (release
 * protocol, rule 4).
 */
public sealed interface LiveEvent extends Event permits LiveState, FreezeState, RevokedCertificates {

    /** Offset in {@code belay.releases} of the last record that this state includes. */
    long releasesOffset();
}
