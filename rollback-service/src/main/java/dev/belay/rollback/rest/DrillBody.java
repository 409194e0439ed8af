package dev.belay.rollback.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.change.VersionRef;
import dev.belay.rollback.domain.Drill;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param state {@code preparing}, {@code ordered}, {@code passed} or {@code failed}
 * @param good what was rolled back to, from {@code bad}
 * @param orderedToSeenMs until the drill's own subscriber had it
 * @param reason why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillBody(
        String drill,
        String prompt,
        String environment,
        VersionRef good,
        VersionRef bad,
        String state,
        String by,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String rollback,
        @Nullable Long orderedToLiveMs,
        @Nullable Long orderedToSeenMs,
        @Nullable String reason) {

    static DrillBody of(Drill drill) {
        var started = drill.started();
        return new DrillBody(
                started.drill(),
                started.prompt(),
                started.environment(),
                started.good(),
                started.bad(),
                drill.state().name().toLowerCase(Locale.ROOT),
                started.by(),
                started.startedAt(),
                drill.endedAt(),
                drill.rollback(),
                drill.orderedToLive().map(Duration::toMillis).orElse(null),
                drill.orderedToSeen().map(Duration::toMillis).orElse(null),
                drill.reason());
    }
}
