/** Follows the deployment log and the releases that it is about. */
@NullMarked
package dev.belay.rollback.messaging;

import org.jspecify.annotations.NullMarked;
