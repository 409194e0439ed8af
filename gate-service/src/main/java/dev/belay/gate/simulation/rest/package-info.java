/** Simulations for whoever sets thresholds. */
@NullMarked
package dev.belay.gate.simulation.rest;

import org.jspecify.annotations.NullMarked;
