/** Closures, as the deployment log says them. */
@NullMarked
package dev.belay.gate.closure.store;

import org.jspecify.annotations.NullMarked;
