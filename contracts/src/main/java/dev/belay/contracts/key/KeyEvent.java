package dev.belay.contracts.key;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;

/**
 * {@code belay.keys}: what keys applications have. A key itself is in no event, only its digest, from which 256 random bits
 * cannot be found. Once revoked a key stays so, whatever comes behind it.
 */
public sealed interface KeyEvent extends Event {

    /** Tells keys apart; it is no secret. */
    String id();

    @Override
    default String key() {
        return id();
    }

    /**
     * @param digest of the key's text
     * @param prompts {@code team/name}, or {@code team/*} for all of a team
     * @param by who made it
     */
    @EventType("dev.belay.key.created.v1")
    record KeyCreated(String id, Digest digest, String prompts, String environment, String by) implements KeyEvent {}

    @EventType("dev.belay.key.revoked.v1")
    record KeyRevoked(String id, String prompts, String by) implements KeyEvent {}
}
