package dev.belay.gate.closure.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "closure")
class ClosureRow {

    @Id
    public String prompt = "";

    @Column(name = "rollback_number")
    @Nullable
    public Long rollbackNumber;

    @Column(name = "rolled_back_by")
    @Nullable
    public String rolledBackBy;

    @Column(name = "rolled_back_at")
    @Nullable
    public Instant rolledBackAt;

    public boolean reopened;

    @Column(name = "freeze_number")
    public long freezeNumber;

    public boolean frozen;

    @Column(name = "frozen_by")
    @Nullable
    public String frozenBy;

    @Column(name = "frozen_because")
    @Nullable
    public String frozenBecause;

    @Column(name = "frozen_at")
    @Nullable
    public Instant frozenAt;
}
