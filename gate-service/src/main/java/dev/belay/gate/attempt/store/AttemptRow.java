package dev.belay.gate.attempt.store;

import dev.belay.gate.attempt.domain.Progress;
import dev.belay.gate.attempt.domain.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "attempt")
class AttemptRow {

    @Id
    public String run = "";

    public String change = "";
    public String prompt = "";
    public int attempt;
    public String opened = "";

    @Nullable
    public String extensions;

    public String state = State.EVALUATING.wireName();

    @Column(name = "opened_at")
    public Instant openedAt = Instant.EPOCH;

    public Instant deadline = Instant.EPOCH;

    @Column(name = "review_until")
    @Nullable
    public Instant reviewUntil;

    @Column(name = "paused_since")
    @Nullable
    public Instant pausedSince;

    @Column(name = "waits_for")
    @Nullable
    public String waitsFor;

    @Column(name = "closing_type")
    @Nullable
    public String closingType;

    @Nullable
    public String closing;

    @Column(name = "last_seq")
    public long lastSeq;

    public boolean promoted;

    public boolean halted;

    public int retries;
    public int expected;
    public int measured;
    public int passed;
    public int failed;
    public int errors;

    @Column(name = "cost_usd")
    public BigDecimal costUsd = BigDecimal.ZERO;

    Progress progress() {
        return new Progress(expected, measured, passed, failed, errors, costUsd);
    }
}
