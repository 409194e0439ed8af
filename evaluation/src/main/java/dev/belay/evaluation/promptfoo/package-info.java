/** promptfoo's configurations, read as they stand: what is asked, with which variables, and what is checked. */
@NullMarked
package dev.belay.evaluation.promptfoo;

import org.jspecify.annotations.NullMarked;
