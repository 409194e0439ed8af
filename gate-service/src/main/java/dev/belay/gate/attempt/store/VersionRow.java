package dev.belay.gate.attempt.store;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "version")
class VersionRow {

    @EmbeddedId
    public Key key = new Key("", "");

    @Nullable
    public String parent;

    record Key(String prompt, String digest) implements Serializable {}
}
