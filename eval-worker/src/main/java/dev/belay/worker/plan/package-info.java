/** From a run to its tasks: what is asked of executors, when, and when it is over. */
@NullMarked
package dev.belay.worker.plan;

import org.jspecify.annotations.NullMarked;
