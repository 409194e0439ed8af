package dev.belay.gate.observation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity
@Table(name = "shadow_prompt")
@IdClass(ShadowRow.Place.class)
class ShadowRow {

    @Id
    public String prompt = "";

    @Id
    public String version = "";

    @Id
    public String environment = "";

    public boolean known;

    @Column(name = "first_seen")
    public Instant firstSeen = Instant.EPOCH;

    @Column(name = "last_seen")
    public Instant lastSeen = Instant.EPOCH;

    public long observations;

    @Column(name = "last_source")
    public String lastSource = "";

    record Place(String prompt, String version, String environment) implements Serializable {}
}
