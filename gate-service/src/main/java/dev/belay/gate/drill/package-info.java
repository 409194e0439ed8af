/** Starts rehearsals of rollbacks. */
@NullMarked
package dev.belay.gate.drill;

import org.jspecify.annotations.NullMarked;
