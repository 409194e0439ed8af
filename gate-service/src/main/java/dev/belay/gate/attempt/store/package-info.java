/** Changes, their attempts and what each attempt measured. */
@NullMarked
package dev.belay.gate.attempt.store;

import org.jspecify.annotations.NullMarked;
