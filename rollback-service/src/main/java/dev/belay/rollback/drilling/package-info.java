/** Rehearses rollbacks, by the path that a rollback takes, and asserts what a subscriber gets. */
@NullMarked
package dev.belay.rollback.drilling;

import org.jspecify.annotations.NullMarked;
