package dev.belay.gate.attempt.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "prompt_head")
class PromptHeadRow {

    @Id
    public String prompt = "";

    @Column(name = "criteria_number")
    @Nullable
    public Integer criteriaNumber;

    @Nullable
    public String criteria;

    @Column(name = "suite_number")
    @Nullable
    public Integer suiteNumber;

    @Nullable
    public String suite;
}
