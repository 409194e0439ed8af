/** Rollouts over HTTP. */
@NullMarked
package dev.belay.gate.rollout.rest;

import org.jspecify.annotations.NullMarked;
