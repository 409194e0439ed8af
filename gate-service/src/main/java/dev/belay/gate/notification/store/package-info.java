/** Webhooks, their deliveries and the reminders to come. */
@NullMarked
package dev.belay.gate.notification.store;

import org.jspecify.annotations.NullMarked;
