package dev.belay.worker.ledger.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody who needs a reply does, as the ledger stands. */
public sealed interface Turn {

    /** @param replaces the claim that ran out, absent when nobody had claimed the request */
    record Call(@Nullable UUID replaces) implements Turn {}

    record Use(Completion completion) implements Turn {}

    /** Whoever holds the claim records a reply or gives up before {@code until}, or can be replaced then. */
    record Wait(Instant until) implements Turn {}

    record Gone(Instant erasedAt, String reason) implements Turn {}

    /** @param entry absent when there is none */
    static Turn of(@Nullable Entry entry, Instant now) {
        return switch (entry) {
            case null -> new Call(null);
            case Entry.Claimed claimed when now.isBefore(claimed.leaseUntil()) -> new Wait(claimed.leaseUntil());
            case Entry.Claimed expired -> new Call(expired.claim());
            case Entry.Recorded recorded -> new Use(recorded.completion());
            case Entry.Erased erased -> new Gone(erased.at(), erased.reason());
        };
    }
}
