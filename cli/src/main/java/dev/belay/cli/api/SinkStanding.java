package dev.belay.cli.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a sink is.
 *
 * @param kind {@code files}, {@code git}, {@code config-map} or {@code webhook}
 * @param waiting prompts of all teams that are to be written; {@code failing}, those whose last try failed
 * @param error why nothing can be written now
 * @param stopped the target wants nothing more
 */
public record SinkStanding(
        String name,
        String kind,
        String prompts,
        String environment,
        int waiting,
        int failing,
        @Nullable String error,
        boolean stopped,
        List<Target> targets) {

    public SinkStanding {
        targets = List.copyOf(targets);
    }

    /**
     * @param number deployment number of what is live
     * @param held the one that the target holds, as far as that is known
     * @param lag {@code number - held}
     */
    public record Target(
            String prompt,
            String environment,
            String place,
            long number,
            @Nullable Long held,
            @Nullable Instant at,
            @Nullable Long lag,
            int failures,
            @Nullable String error,
            @Nullable Instant nextTry) {

        public boolean isCurrent() {
            return lag != null && lag == 0;
        }
    }
}
