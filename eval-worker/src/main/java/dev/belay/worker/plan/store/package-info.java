/** Runs and their tasks as rows, shared by all instances, and the loop that works through them. */
@NullMarked
package dev.belay.worker.plan.store;

import org.jspecify.annotations.NullMarked;
