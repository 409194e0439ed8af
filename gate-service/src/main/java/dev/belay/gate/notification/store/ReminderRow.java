package dev.belay.gate.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "webhook_reminder")
class ReminderRow {

    @Id
    public String run = "";

    @Column(name = "waits_for")
    public String waitsFor = "";

    public Instant due = Instant.EPOCH;
}
