package dev.belay.registry.domain;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;

/**
 * A change that awaits its decision.
 *
 * @param heldBack whether its run has ended, so that it waits for a person, or for its author to try again
 */
public record UndecidedChange(ChangeProposed change, boolean heldBack) {}
