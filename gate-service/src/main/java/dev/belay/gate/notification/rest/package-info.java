/** Whom a team has told, over HTTP. */
@NullMarked
package dev.belay.gate.notification.rest;

import org.jspecify.annotations.NullMarked;
