package dev.belay.evaluation.pacing;

import java.time.Instant;

/** The right to one request, until it is ended. */
public final class Turn implements AutoCloseable {
    private final Lane lane;
    private final Instant began;
    private boolean ended;

    Turn(Lane lane, Instant began) {
        this.lane = lane;
        this.began = began;
    }

    /** When the request has ended; what is said after the first time counts for nothing. */
    public synchronized void end(Sign sign) {
        if (!ended) {
            ended = true;
            lane.leave(sign, began);
        }
    }

    /** When no request was made, or nothing is known of its end. */
    @Override
    public void close() {
        end(new Sign.Broken());
    }
}
