/** Immutable reads from the prompt registry. */
@NullMarked
package dev.belay.gate.registry;

import org.jspecify.annotations.NullMarked;
