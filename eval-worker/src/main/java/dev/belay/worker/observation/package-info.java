/** Reads what applications really got by the criteria's must-nots. */
@NullMarked
package dev.belay.worker.observation;

import org.jspecify.annotations.NullMarked;
