package dev.belay.rollback.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "grouped_release")
@NullUnmarked
class GroupedReleaseRow {

    @Id
    String release;

    @Column(name = "release_group")
    String group;

    String prompt;
    String environment;
    int version;

    @Nullable
    Long number;

    String outcome;
}
