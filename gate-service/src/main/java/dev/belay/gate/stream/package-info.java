/** Server-sent events: bounded in number, paced by their reader, and alive while silent. */
@NullMarked
package dev.belay.gate.stream;

import org.jspecify.annotations.NullMarked;
