/** JavaScript's own reading, printing and comparing of values, where promptfoo's verdicts depend on it. */
@NullMarked
package dev.belay.evaluation.javascript;

import org.jspecify.annotations.NullMarked;
