/** Decides which tasks of which runs are issued next, and what is given up as lost. */
@NullMarked
package dev.belay.worker.plan.domain;

import org.jspecify.annotations.NullMarked;
