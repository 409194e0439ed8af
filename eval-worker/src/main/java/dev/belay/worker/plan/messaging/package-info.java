/** Opens and closes runs as the gate says. */
@NullMarked
package dev.belay.worker.plan.messaging;

import org.jspecify.annotations.NullMarked;
