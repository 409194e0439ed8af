package dev.belay.evaluation.pacing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the end of one request shows of how the other side bears the load. */
public sealed interface Sign {

    /** @param allowance what its headers leave; null where they say nothing */
    record Fine(@Nullable Allowance allowance) implements Sign {}

    /**
     * Too many requests, or no capacity.
     *
     * @param closedUntil when it asks to come back; null where it does not say
     */
    record Throttled(
            @Nullable Instant closedUntil, @Nullable Allowance allowance) implements Sign {}

    /** Broken in a way that says nothing of the load. */
    record Broken() implements Sign {}

    /**
     * What the other side's headers say may still begin.
     *
     * @param left requests
     * @param until from then on it counts anew
     */
    record Allowance(int left, Instant until) {

        /** Of two that were told at different moments: the later count, of one count the smaller rest. */
        Allowance join(Allowance other) {
            int later = until.compareTo(other.until);
            if (later == 0) {
                return left <= other.left ? this : other;
            }
            return later > 0 ? this : other;
        }
    }
}
