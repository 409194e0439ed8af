/** Violations of the last days, breaches, and versions that were never approved. */
@NullMarked
package dev.belay.gate.observation.store;

import org.jspecify.annotations.NullMarked;
