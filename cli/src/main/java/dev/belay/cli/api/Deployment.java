package dev.belay.cli.api;

import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the deployment log: a release applied, or not and then with its {@code cause}.
 *
 * @param number deployment number, the current one where nothing changed
 * @param by who ordered a rollback; {@code belay} where it was ordered by itself
 */
public record Deployment(
        @Nullable String type,
        @Nullable Instant at,
        String prompt,
        String environment,
        String release,
        @Nullable String kind,
        long number,
        @Nullable VersionRef version,
        @Nullable VersionRef left,
        @Nullable String change,
        @Nullable Integer attempt,
        @Nullable String cause,
        @Nullable String reason,
        @Nullable Instant orderedAt,
        @Nullable Instant appliedAt,
        @Nullable String by) {

    public boolean applied() {
        return cause == null;
    }

    public Optional<Instant> when() {
        return Optional.ofNullable(at).or(() -> Optional.ofNullable(appliedAt));
    }

    public boolean belongsTo(Run run) {
        return run.change().equals(change) && attempt != null && run.attempt() == attempt;
    }
}
