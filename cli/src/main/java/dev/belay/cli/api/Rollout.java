package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approved version on its way through the traffic of an environment.
 *
 * @param step index of the step that was ordered last
 * @param state {@code ordered}, {@code watched}, {@code paused}, {@code done} or {@code ended}
 * @param nextAt when the next step is ordered
 */
public record Rollout(
        String rollout,
        String prompt,
        String from,
        String environment,
        VersionRef version,
        List<Integer> steps,
        int step,
        long watchSeconds,
        String state,
        @Nullable Instant nextAt,
        String by,
        @Nullable String reason) {

    /** Of the traffic. */
    public int percent() {
        return steps.get(step);
    }

    /**
     * @param from where it is live; the environment that changes are decided for when absent
     * @param steps per cent of the traffic, rising to 100
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Order(
            String prompt,
            @Nullable String from,
            String to,
            @Nullable List<Integer> steps,
            @Nullable String watch) {}
}
