/** Decisions, and what they allow. */
@NullMarked
package dev.belay.gate.decision;

import org.jspecify.annotations.NullMarked;
