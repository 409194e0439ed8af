package dev.belay.gate.judgement.store;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "person_event")
class PersonEventRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    public Long id;

    public String prompt = "";

    @Nullable
    public String change;

    public String type = "";
    public Instant at = Instant.EPOCH;
    public String event = "";
}
