/** What one output is worth: its criteria and its case's own assertions, together. */
@NullMarked
package dev.belay.evaluation.scoring;

import org.jspecify.annotations.NullMarked;
