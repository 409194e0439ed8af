/** What comes in by topic or by time, and the events and rows that follow from it in the same transaction. */
@NullMarked
package dev.belay.gate.attempt.messaging;

import org.jspecify.annotations.NullMarked;
