/** Templates over the variables of a case: they see those and nothing else, read no file and run no code. */
@NullMarked
package dev.belay.evaluation.template;

import org.jspecify.annotations.NullMarked;
