package dev.belay.rollback.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.change.VersionRef;
import dev.belay.rollback.domain.Rollback;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param state {@code ordered}, {@code live}, {@code void}, {@code refused} or {@code already-live}
 * @param timeToRollbackMs from when it was detected, or else ordered, until it was live
 * @param explanation why it was not applied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackBody(
        String rollback,
        String prompt,
        String environment,
        long from,
        VersionRef left,
        VersionRef target,
        String state,
        String by,
        @Nullable String reason,
        @Nullable Instant detectedAt,
        Instant orderedAt,
        @Nullable Instant liveAt,
        @Nullable Long timeToRollbackMs,
        @Nullable String explanation) {

    static RollbackBody of(Rollback rollback) {
        return new RollbackBody(
                rollback.id(),
                rollback.prompt(),
                rollback.environment(),
                rollback.from(),
                rollback.left(),
                rollback.target(),
                rollback.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                rollback.by(),
                rollback.reason(),
                rollback.detectedAt(),
                rollback.orderedAt(),
                rollback.liveAt(),
                rollback.timeToRollback().map(Duration::toMillis).orElse(null),
                rollback.explanation());
    }
}
