/** What was read and ordered, in PostgreSQL. */
@NullMarked
package dev.belay.rollback.store;

import org.jspecify.annotations.NullMarked;
