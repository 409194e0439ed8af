package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;

/**
 * A target of what is live. Used by one thread at a time, but not by this process alone: while partitions change hands two
 * replicas may write, so whether the target's number is lower is asked and acted upon in one step, as far as the target can.
 */
interface Sink extends AutoCloseable {

    /**
     * Makes the target hold the state with its deployment number, or, where {@link LiveState#nothingIsLive}, the number
     * without anything that an application could use. A target that holds the same or a higher number is left as it is.
     *
     * @return the number that the target holds now
     */
    long write(LiveState live) throws SinkFailed;

    /** Where a prompt is found there, for people; without anything secret. */
    String place(String prompt, String environment);

    @Override
    default void close() {}
}
