package dev.belay.registry.keys.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "api_key")
@NullUnmarked
class KeyRow {

    @Id
    String id;

    String digest;

    String prompts;

    String environment;

    @Column(name = "key_use")
    String use;

    String createdBy;

    Instant createdAt;

    String revokedBy;

    Instant revokedAt;
}
