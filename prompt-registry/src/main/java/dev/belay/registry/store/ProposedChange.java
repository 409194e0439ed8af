package dev.belay.registry.store;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import java.time.Instant;

/** A change and when it was proposed. */
public record ProposedChange(ChangeProposed change, Instant proposedAt) {

    static ProposedChange of(ChangeEntity row) {
        return new ProposedChange(row.proposed(), row.proposedAt);
    }
}
