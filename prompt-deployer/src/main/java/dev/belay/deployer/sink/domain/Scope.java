package dev.belay.deployer.sink.domain;

/** What cannot be written while a failure lasts. */
public enum Scope {
    /** This prompt: the target refuses it, and takes others. */
    PROMPT,
    /** Anything: the target is away, or lets nobody in. */
    TARGET,
    /** Anything, and asking again is not wanted. */
    FOR_GOOD
}
