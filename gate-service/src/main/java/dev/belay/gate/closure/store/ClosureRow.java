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

    @Column(name = "rollback_release")
    @Nullable
    public String rollbackRelease;

    @Column(name = "rollback_environment")
    @Nullable
    public String rollbackEnvironment;

    @Column(name = "rollback_number")
    @Nullable
    public Long rollbackNumber;

    @Column(name = "rolled_back_by")
    @Nullable
    public String rolledBackBy;

    @Column(name = "rolled_back_at")
    @Nullable
    public Instant rolledBackAt;

    @Column(name = "left_number")
    @Nullable
    public Integer leftNumber;

    @Column(name = "left_version")
    @Nullable
    public String leftVersion;

    public boolean reopened;

    @Column(name = "rollback_over")
    public boolean over;

    public String held = "[]";

    @Column(name = "deployments_offset")
    public long offset = -1;

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
