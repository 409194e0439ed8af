/** The life of a change, attempt by attempt, as pure functions: what an event means for the attempt it meets. */
@NullMarked
package dev.belay.gate.attempt.domain;

import org.jspecify.annotations.NullMarked;
