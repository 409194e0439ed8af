/** Limits and the workers that share them, as rows. */
@NullMarked
package dev.belay.worker.limits.store;

import org.jspecify.annotations.NullMarked;
