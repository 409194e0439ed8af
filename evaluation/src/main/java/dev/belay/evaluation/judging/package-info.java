/** Assertions that another model answers: what it is asked, and what its replies are worth. */
@NullMarked
package dev.belay.evaluation.judging;

import org.jspecify.annotations.NullMarked;
