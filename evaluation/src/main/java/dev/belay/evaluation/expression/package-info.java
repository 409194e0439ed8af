/** Small expressions in JavaScript's notation and in that of formulas: read, and computed without running any code. */
@NullMarked
package dev.belay.evaluation.expression;

import org.jspecify.annotations.NullMarked;
