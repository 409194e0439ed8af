/** Texts as vectors, so that their meanings can be compared. */
@NullMarked
package dev.belay.evaluation.embedding;

import org.jspecify.annotations.NullMarked;
