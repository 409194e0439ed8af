package dev.belay.cli.api;

import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal of a rollback.
 *
 * @param state {@code preparing}, {@code ordered}, {@code passed} or {@code failed}
 * @param good what was rolled back to, from {@code bad}
 * @param orderedToSeenMs until the drill's own subscriber had it
 * @param reason why it failed
 */
public record Drill(
        String drill,
        String prompt,
        String environment,
        VersionRef good,
        VersionRef bad,
        @Nullable String state,
        String by,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long orderedToLiveMs,
        @Nullable Long orderedToSeenMs,
        @Nullable String reason) {

    public boolean isOver() {
        return "passed".equals(state) || "failed".equals(state);
    }
}
