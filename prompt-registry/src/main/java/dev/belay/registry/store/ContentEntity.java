package dev.belay.registry.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "content")
@NullUnmarked
class ContentEntity {

    @Id
    String digest;

    String kind;

    @Nullable
    String json;

    @Nullable
    Long caseList;

    @Nullable
    Instant erasedAt;

    @Nullable
    String erasedBy;

    @Nullable
    String reason;
}
