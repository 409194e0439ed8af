package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;

/**
 * The newest suite of a prompt.
 *
 * @param cases how many it has
 */
public record CurrentSuite(int number, Digest digest, int cases) {}
