/** Observations, for people who look for one. */
@NullMarked
package dev.belay.worker.observation.rest;

import org.jspecify.annotations.NullMarked;
