package dev.belay.gate.decision.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "decision")
class DecisionRow {

    @Id
    public String run = "";

    public String change = "";
    public String prompt = "";
    public int attempt;

    @Column(name = "is_check")
    public boolean check;

    public String verdict = "";

    @Column(name = "waits_for")
    @Nullable
    public String waitsFor;

    @Column(name = "decided_at")
    public Instant decidedAt = Instant.EPOCH;

    public String decision = "";
    public String inputs = "";
}
