package dev.belay.contracts.event;

/** What reading a record came to. */
public sealed interface Decoded<E extends Event> {

    record Understood<E extends Event>(EventEnvelope<E> envelope) implements Decoded<E> {}

    /** Belongs on the dead-letter topic; {@code reason} says what is wrong and what was expected. */
    record Malformed<E extends Event>(String reason) implements Decoded<E> {}
}
