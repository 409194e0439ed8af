/** The gate: follows each change through its attempts and decides them by the acceptance rules. */
@NullMarked
package dev.belay.gate;

import org.jspecify.annotations.NullMarked;
