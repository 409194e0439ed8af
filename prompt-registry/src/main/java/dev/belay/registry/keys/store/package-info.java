/** Keys in the database, as digests. */
@NullMarked
package dev.belay.registry.keys.store;

import org.jspecify.annotations.NullMarked;
