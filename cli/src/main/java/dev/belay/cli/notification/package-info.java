/** Webhooks. */
@NullMarked
package dev.belay.cli.notification;

import org.jspecify.annotations.NullMarked;
