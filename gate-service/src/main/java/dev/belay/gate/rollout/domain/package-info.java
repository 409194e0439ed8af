/** How a rollout goes on: pure. */
@NullMarked
package dev.belay.gate.rollout.domain;

import org.jspecify.annotations.NullMarked;
