package dev.belay.gate.attempt.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "version")
@IdClass(VersionRow.Key.class)
class VersionRow {

    @Id
    public String prompt = "";

    @Id
    public String digest = "";

    @Nullable
    public String parent;

    @Nullable
    public Integer number;

    record Key(String prompt, String digest) implements Serializable {}
}
