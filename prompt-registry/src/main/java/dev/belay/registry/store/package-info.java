/** What the registry keeps, and the transactions in which it changes together with the events that say so. */
@NullMarked
package dev.belay.registry.store;

import org.jspecify.annotations.NullMarked;
