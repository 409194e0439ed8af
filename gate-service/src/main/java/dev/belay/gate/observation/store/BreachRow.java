package dev.belay.gate.observation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity
@Table(name = "breach")
@IdClass(BreachRow.Place.class)
class BreachRow {

    @Id
    public String prompt = "";

    @Id
    public String environment = "";

    @Id
    public long number;

    public String event = "";

    @Column(name = "detected_at")
    public Instant detectedAt = Instant.EPOCH;

    record Place(String prompt, String environment, long number) implements Serializable {}
}
