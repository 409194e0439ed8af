/** Whom a team has told: its systems and its people. */
@NullMarked
package dev.belay.cli.notification;

import org.jspecify.annotations.NullMarked;
