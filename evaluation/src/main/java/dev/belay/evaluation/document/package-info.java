/** What engineers and PMs write: reading it from folders, checking it, and writing it back. */
@NullMarked
package dev.belay.evaluation.document;

import org.jspecify.annotations.NullMarked;
