package dev.belay.worker.ledger.domain;

import java.time.Instant;
import java.util.UUID;

/** What the ledger holds under the digest of a request. */
public sealed interface Entry {

    /** Somebody is calling the provider, or died while doing so. */
    record Claimed(UUID claim, Instant leaseUntil) implements Entry {}

    record Recorded(Completion completion) implements Entry {}

    /** Stays as it is: what was decided on it says {@code erased}, and a new reply must not pose as the old one. */
    record Erased(Instant at, String reason) implements Entry {}
}
