/** Observations of the last days, and the criteria of each prompt. */
@NullMarked
package dev.belay.worker.observation.store;

import org.jspecify.annotations.NullMarked;
