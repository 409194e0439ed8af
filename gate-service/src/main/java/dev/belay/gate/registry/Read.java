package dev.belay.gate.registry;

/** What a read by digest came to; a registry that cannot be reached is a fault and not one of these. */
public sealed interface Read<T> {

    record Found<T>(T document) implements Read<T> {}

    /** Never there, or erased: asking again does not help. */
    record Gone<T>(String reason) implements Read<T> {}
}
