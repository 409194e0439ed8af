package dev.belay.evaluation.provider;

/** Somebody who answers requests of one protocol. Implementations are thread-safe. */
public interface Provider {

    /** Where it asks, as part of a request's identity: the same model elsewhere is another model. */
    String endpoint();

    /**
     * Blocks until there is an answer, at most as long as the provider's call timeout; never throws for what the other
     * side or the network does. An interrupt ends the wait, is kept, and counts as a fault that may be tried again.
     */
    Answer complete(CompletionRequest request);
}
