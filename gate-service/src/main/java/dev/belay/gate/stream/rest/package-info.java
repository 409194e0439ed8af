/** Any topic of Belay as server-sent events. */
@NullMarked
package dev.belay.gate.stream.rest;

import org.jspecify.annotations.NullMarked;
