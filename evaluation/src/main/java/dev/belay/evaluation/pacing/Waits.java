package dev.belay.evaluation.pacing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is made again. */
public final class Waits {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Waits() {}

    /**
     * As long as the other side asks, and not all clients at the same instant; else about 0.5 s, 1 s, 2 s, … up to 30 s.
     *
     * @param asked null where it does not ask
     * @param made requests so far, from 1
     * @param chance from 0 to below 1
     */
    public static Duration before(@Nullable Duration asked, int made, double chance) {
        if (asked != null) {
            return asked.plusMillis(Math.round(FIRST.toMillis() * chance));
        }
        double doubled = FIRST.toMillis() * Math.pow(2, Math.min(made - 1, 20));
        return Duration.ofMillis(Math.round(Math.min(doubled, LONGEST.toMillis()) * (0.5 + chance)));
    }
}
