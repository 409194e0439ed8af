/** What providers allow, as all workers together have learned it. */
@NullMarked
package dev.belay.worker.limits;

import org.jspecify.annotations.NullMarked;
