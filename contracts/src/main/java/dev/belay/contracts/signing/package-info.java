/** Who wrote an event: writers' keys, the certificates that the root gave them, and what a reader makes of them. */
@NullMarked
package dev.belay.contracts.signing;

import org.jspecify.annotations.NullMarked;
