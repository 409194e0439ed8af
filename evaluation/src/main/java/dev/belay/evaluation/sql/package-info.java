/** SQL in what a model wrote: whether a dialect's parser takes it, and which tables and columns it names. */
@NullMarked
package dev.belay.evaluation.sql;

import org.jspecify.annotations.NullMarked;
