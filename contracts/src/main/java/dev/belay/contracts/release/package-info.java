/** Orders to deployers, what became of them, and what is live. */
@NullMarked
package dev.belay.contracts.release;

import org.jspecify.annotations.NullMarked;
