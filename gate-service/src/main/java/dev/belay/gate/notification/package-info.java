/** Tells teams' own systems, by signed webhooks, what waits for whom, what was decided and what was rolled back. */
@NullMarked
package dev.belay.gate.notification;

import org.jspecify.annotations.NullMarked;
