package dev.belay.gate.notification.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "webhook")
class WebhookRow {

    @Id
    public String id = "";

    public String team = "";
    public String channel = "";
    public String url = "";

    @Nullable
    public String secret;

    public String occasions = "";

    @Column(name = "created_by")
    public String createdBy = "";

    @Column(name = "created_at")
    public Instant createdAt = Instant.EPOCH;

    public int failures;

    @Column(name = "failing_since")
    @Nullable
    public Instant failingSince;

    @Column(name = "last_error")
    @Nullable
    public String lastError;
}
