/** Decisions and the inputs that they can be replayed from. */
@NullMarked
package dev.belay.gate.decision.store;

import org.jspecify.annotations.NullMarked;
