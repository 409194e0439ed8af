/** How the API says that something went wrong (RFC 9457). */
@NullMarked
package dev.belay.gate.problem;

import org.jspecify.annotations.NullMarked;
