package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "change")
class ChangeRow {

    @Id
    public String change = "";

    public String prompt = "";
    public String proposal = "";

    @Column(name = "proposed_at")
    public Instant proposedAt = Instant.EPOCH;

    /** The group with which it is decided, all or none. */
    @Nullable
    public String grouped;

    public int attempt;
    public int refusals;

    @Column(name = "reserved_until")
    @Nullable
    public Instant reservedUntil;
}
