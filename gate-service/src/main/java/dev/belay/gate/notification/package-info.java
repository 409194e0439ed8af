/**
 * Tells teams what waits for whom, what was decided and what was rolled back: their systems by signed webhooks, their people in
 * Slack, in Teams and by mail.
 */
@NullMarked
package dev.belay.gate.notification;

import org.jspecify.annotations.NullMarked;
