/** Rollbacks that an alert orders. */
@NullMarked
package dev.belay.rollback.alerting;

import org.jspecify.annotations.NullMarked;
