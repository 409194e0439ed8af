/** A real PostgreSQL as a child process, unpacked from a Maven artifact. */
@NullMarked
package dev.belay.local.postgres;

import org.jspecify.annotations.NullMarked;
