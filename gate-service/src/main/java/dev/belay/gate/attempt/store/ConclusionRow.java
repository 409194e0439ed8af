package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "conclusion")
class ConclusionRow {

    @Id
    public String change = "";

    public String run = "";
    public String verdict = "";

    @Column(name = "concluded_at")
    public Instant concludedAt = Instant.EPOCH;
}
