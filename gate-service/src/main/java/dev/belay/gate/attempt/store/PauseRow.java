package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "pause")
class PauseRow {

    @Id
    public String prompt = "";

    @Column(name = "paused_by")
    public String by = "";

    public String reason = "";
    public Instant since = Instant.EPOCH;
}
