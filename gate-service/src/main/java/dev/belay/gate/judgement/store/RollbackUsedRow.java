package dev.belay.gate.judgement.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "rollback_used")
class RollbackUsedRow {

    @Id
    public String release = "";

    public String prompt = "";

    @Column(name = "ordered_by")
    @Nullable
    public String by;

    @Column(name = "applied_at")
    public Instant appliedAt = Instant.EPOCH;
}
