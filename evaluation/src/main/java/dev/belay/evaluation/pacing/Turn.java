package dev.belay.evaluation.pacing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The right to one request, until it is ended. */
public final class Turn implements AutoCloseable {
    private final @Nullable Lane lane;
    private final Instant began;
    private boolean ended;

    Turn(@Nullable Lane lane, Instant began) {
        this.lane = lane;
        this.began = began;
    }

    /** For calls that nobody limits. */
    public static Turn free() {
        return new Turn(null, Instant.EPOCH);
    }

    /** When the request has ended; what is said after the first time counts for nothing. */
    public synchronized void end(Sign sign) {
        if (!ended) {
            ended = true;
            if (lane != null) {
                lane.leave(sign, began);
            }
        }
    }

    /** When no request was made, or nothing is known of its end. */
    @Override
    public void close() {
        end(new Sign.Broken());
    }
}
