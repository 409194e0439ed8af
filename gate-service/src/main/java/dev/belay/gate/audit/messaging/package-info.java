/** Follows the for-ever topics and records each of their events once. */
@NullMarked
package dev.belay.gate.audit.messaging;

import org.jspecify.annotations.NullMarked;
