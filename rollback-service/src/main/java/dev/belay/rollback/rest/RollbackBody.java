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
 * @param number deployment number that it made
 * @param everywhereAt when every replica served it
 * @param seenAt when every subscriber had it that says what it serves
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
        @Nullable Long number,
        @Nullable Instant everywhereAt,
        @Nullable Instant seenAt,
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
                rollback.reach() == null ? null : rollback.reach().number(),
                rollback.reach() == null ? null : rollback.reach().everywhereAt(),
                rollback.reach() == null ? null : rollback.reach().seenAt(),
                rollback.explanation());
    }
}
