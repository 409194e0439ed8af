package dev.belay.gate.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "webhook_delivery")
class DeliveryRow {

    @Id
    public String id = "";

    public String webhook = "";
    public String occasion = "";
    public String body = "";

    @Column(name = "created_at")
    public Instant createdAt = Instant.EPOCH;

    public String state = "";
    public int tries;
    public Instant due = Instant.EPOCH;
    public Instant until = Instant.EPOCH;

    @Column(name = "last_tried_at")
    @Nullable
    public Instant lastTriedAt;

    @Column(name = "last_answer")
    @Nullable
    public String lastAnswer;
}
