package dev.belay.gate.observation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "violation")
class ViolationRow {

    @Id
    public String observation = "";

    public String prompt = "";
    public String environment = "";
    public long number;
    public String output = "";
    public String violated = "[]";
    public String source = "";
    public boolean trusted;

    @Column(name = "observed_at")
    public Instant observedAt = Instant.EPOCH;
}
