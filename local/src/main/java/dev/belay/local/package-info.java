/** The platform on one machine: broker, database, services and router, and how to start and stop them. */
@NullMarked
package dev.belay.local;

import org.jspecify.annotations.NullMarked;
