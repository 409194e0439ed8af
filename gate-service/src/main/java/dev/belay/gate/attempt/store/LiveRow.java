package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity
@Table(name = "live")
@IdClass(LiveRow.Place.class)
class LiveRow {

    @Id
    public String prompt = "";

    @Id
    public String environment = "";

    public long number;

    @Column(name = "version_number")
    public int versionNumber;

    public String version = "";
    public String held = "[]";

    @Column(name = "applied_at")
    public Instant appliedAt = Instant.EPOCH;

    record Place(String prompt, String environment) implements Serializable {}
}
