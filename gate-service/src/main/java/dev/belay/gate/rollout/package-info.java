/** Takes what is live in one environment to a later one, at once or in steps. */
@NullMarked
package dev.belay.gate.rollout;

import org.jspecify.annotations.NullMarked;
