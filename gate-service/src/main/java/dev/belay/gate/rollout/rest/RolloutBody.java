package dev.belay.gate.rollout.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.change.VersionRef;
import dev.belay.gate.rollout.domain.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param step index of the step that was ordered last
 * @param state {@code ordered}, {@code watched}, {@code paused}, {@code done} or {@code ended}
 * @param nextAt when the next step is ordered
 * @param reason why it ended early, or is paused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RolloutBody(
        String rollout,
        String prompt,
        String from,
        String environment,
        VersionRef version,
        String change,
        List<Integer> steps,
        int step,
        long watchSeconds,
        String state,
        @Nullable Instant nextAt,
        String by,
        @Nullable String reason) {

    static RolloutBody of(Rollout rollout) {
        return new RolloutBody(
                rollout.rollout(),
                rollout.prompt(),
                rollout.from(),
                rollout.environment(),
                rollout.version(),
                rollout.change(),
                rollout.steps(),
                rollout.step(),
                rollout.watchSeconds(),
                rollout.state().name().toLowerCase(Locale.ROOT),
                rollout.nextAt(),
                rollout.by(),
                rollout.reason());
    }
}
