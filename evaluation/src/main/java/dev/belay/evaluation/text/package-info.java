/** Measures of how alike two texts are, and what a text looks like, computed as promptfoo's dependencies compute them. */
@NullMarked
package dev.belay.evaluation.text;

import org.jspecify.annotations.NullMarked;
