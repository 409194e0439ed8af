/** Judges one output by one assertion, with promptfoo's names and verdicts. */
@NullMarked
package dev.belay.evaluation.assertion;

import org.jspecify.annotations.NullMarked;
