/** Takes observations and the criteria that are in force. */
@NullMarked
package dev.belay.worker.observation.messaging;

import org.jspecify.annotations.NullMarked;
