/** From a task to its result: render, ask or find the completion, score. */
@NullMarked
package dev.belay.worker.execution;

import org.jspecify.annotations.NullMarked;
