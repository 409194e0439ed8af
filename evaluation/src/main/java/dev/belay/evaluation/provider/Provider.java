package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Turn;

/** Somebody who answers requests of one protocol. Implementations are thread-safe. */
public interface Provider {

    /** Where it asks, as part of a request's identity: the same model elsewhere is another model. */
    String endpoint();

    /**
     * Blocks until there is an answer, at most as long as the provider's call timeout; never throws for what the other
     * side or the network does. An interrupt ends the wait, is kept, and counts as a fault that may be tried again.
     */
    Answer complete(CompletionRequest request);

    /**
     * Blocks, for however long it takes, until the limits of who is asked let the call begin. Waiting here and not within
     * {@link #complete} keeps the call's timeout, and a claim on its reply, for the call alone.
     */
    default Turn turn(CompletionRequest request) throws InterruptedException {
        return Turn.free();
    }

    /**
     * The same as {@link #complete}, without the wait for its first turn.
     *
     * @param turn of {@link #turn}, which this ends
     */
    default Answer complete(CompletionRequest request, Turn turn) {
        try (turn) {
            return complete(request);
        }
    }
}
