package dev.belay.gate.judgement.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "review")
class ReviewRow {

    @Id
    public String id = "";

    public String change = "";
    public String run = "";
    public String prompt = "";
    public String criteria = "";
    public String reviewer = "";
    public String roles = "";
    public String items = "";
    public String verdicts = "";

    @Column(name = "opened_at")
    public Instant openedAt = Instant.EPOCH;

    @Column(name = "last_at")
    public Instant lastAt = Instant.EPOCH;

    public long seconds;

    @Column(name = "submitted_at")
    @Nullable
    public Instant submittedAt;
}
