/** The life of a change, event by event and over random histories. */
@NullMarked
package dev.belay.gate.attempt.domain;

import org.jspecify.annotations.NullMarked;
