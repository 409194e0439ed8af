/** How a reader's place in a topic is written. */
@NullMarked
package dev.belay.gate.stream.rest;

import org.jspecify.annotations.NullMarked;
