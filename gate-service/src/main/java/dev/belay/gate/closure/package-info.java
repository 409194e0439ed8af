/** Prompts to which nothing is promoted: closed by a rollback, or frozen by somebody. */
@NullMarked
package dev.belay.gate.closure;

import org.jspecify.annotations.NullMarked;
