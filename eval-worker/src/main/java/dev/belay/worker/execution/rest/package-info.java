/** Outputs are scored again by other criteria. */
@NullMarked
package dev.belay.worker.execution.rest;

import org.jspecify.annotations.NullMarked;
