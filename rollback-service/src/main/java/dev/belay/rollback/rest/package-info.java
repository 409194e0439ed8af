/** Ordering rollbacks and seeing what became of them. */
@NullMarked
package dev.belay.rollback.rest;

import org.jspecify.annotations.NullMarked;
