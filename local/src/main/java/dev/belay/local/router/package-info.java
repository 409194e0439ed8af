/** One address in front of all services. */
@NullMarked
package dev.belay.local.router;

import org.jspecify.annotations.NullMarked;
