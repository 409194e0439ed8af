/** Rollouts, as they are. */
@NullMarked
package dev.belay.gate.rollout.store;

import org.jspecify.annotations.NullMarked;
