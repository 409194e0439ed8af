package dev.belay.contracts.audit;

/**
 * Something in the record is not as it was recorded.
 *
 * @param place in the chain of {@code key}; 0 for the chain as a whole
 */
public record Flaw(String key, long place, String what) {}
