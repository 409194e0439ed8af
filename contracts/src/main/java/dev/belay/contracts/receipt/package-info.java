/** Who serves which release. */
@NullMarked
package dev.belay.contracts.receipt;

import org.jspecify.annotations.NullMarked;
