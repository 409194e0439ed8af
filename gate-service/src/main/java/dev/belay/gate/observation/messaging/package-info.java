/** Takes what workers found in observations. */
@NullMarked
package dev.belay.gate.observation.messaging;

import org.jspecify.annotations.NullMarked;
