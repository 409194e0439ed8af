/** JavaScript's regular expressions, as Node 20 runs them, with a bound on their work. */
@NullMarked
package dev.belay.evaluation.regex;

import org.jspecify.annotations.NullMarked;
