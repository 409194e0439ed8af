package dev.belay.gate.attempt.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "drift")
class DriftRow {

    @Id
    public String run = "";

    public String measured = "";
}
