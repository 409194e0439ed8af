package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "task")
class TaskRow {

    @Id
    public String task = "";

    public String run = "";
    public int place;
    public String subject = "";

    @Column(name = "case_id")
    public String caseId = "";

    public int sample;

    @Nullable
    public String outcome;

    @Nullable
    public Long seq;

    @Nullable
    public String result;
}
